import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { hasEnded, type Execution } from './n8n/Execution';
import type { RestClient } from './n8n/RestClient';
import { until } from './until';

/** In the place of another trigger: it starts a production execution at once, and only when it is called. */
export function webhookInstead(trigger: INode): INode & { webhookId: string } {
	const path = randomUUID();
	return {
		...trigger,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	};
}

/** Calls the webhook of an active workflow. @returns the execution, when it has ended */
export async function runByWebhook(
	client: RestClient,
	{ workflow, webhookId }: { workflow: string; webhookId: string },
): Promise<Execution> {
	const before = (await client.executionsOf(workflow)).length;
	await until('n8n knows the webhook', async () => {
		const { status } = await fetch(`${client.url}/webhook/${webhookId}`, { method: 'POST' });
		return status === 200;
	});
	await until('the execution has ended', async () => {
		const all = await client.executionsOf(workflow);
		return all.length > before && all.every(({ status }) => hasEnded(status));
	});
	const [latest] = await client.executionsOf(workflow);
	return await client.execution(latest?.id ?? '');
}
