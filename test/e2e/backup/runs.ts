import { hasEnded, type Execution } from '../n8n/Execution';
import type { RestClient } from '../n8n/RestClient';
import { until } from '../until';

/**
 * Lets the workflow's schedule run until it has started an execution. That may be more than one, since
 * n8n takes a while to notice the end. (`runOnSchedule` uses this machine's clock, which may differ from
 * that of this n8n.)
 *
 * @returns them in their order; when it resolves, none of the workflow's runs any more
 */
export async function runBySchedule(client: RestClient, workflow: string): Promise<Execution[]> {
	const known = new Set((await client.executionsOf(workflow)).map(({ id }) => id));
	const news = async () =>
		(await client.executionsOf(workflow)).filter(({ id }) => !known.has(id)).reverse();
	await client.activate(workflow);
	await until('the schedule starts an execution', async () => (await news()).length > 0);
	await client.deactivate(workflow);
	await allEnded(client, workflow);
	return await Promise.all((await news()).map(async ({ id }) => await client.execution(id)));
}

/** Resolves when none of the workflow's executions runs or waits for its turn. */
export async function allEnded(client: RestClient, workflow: string): Promise<void> {
	await until(
		'all executions have ended',
		async () => (await client.executionsOf(workflow)).every(({ status }) => hasEnded(status)),
		{ timeoutMs: 120_000 },
	);
}
