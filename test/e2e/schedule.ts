import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, type Execution } from './n8n/Execution';
import type { RestClient } from './n8n/RestClient';

const PATIENCE_MS = 60_000;

/**
 * Lets the workflow's schedule run until it has started an execution.
 * @returns that execution; when it resolves, none of the workflow's runs any more
 */
export async function runOnSchedule(client: RestClient, workflow: string): Promise<Execution> {
	const now = Date.now();
	await client.activate(workflow);
	const { id } = await until('The schedule starts an execution', async () =>
		// The list has the latest first.
		(await client.executionsOf(workflow)).findLast(
			({ mode, startedAt }) => mode === 'trigger' && Date.parse(startedAt) >= now,
		),
	);
	await client.deactivate(workflow);
	await until('All executions end', async () =>
		(await client.executionsOf(workflow)).every(({ status }) => hasEnded(status)),
	);
	return await client.execution(id);
}

async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const seen = await look();
		if (seen) return seen;
		if (Date.now() > deadline) throw new Error(`${what}: not in ${PATIENCE_MS / 1000} s`);
		await sleep(200);
	}
}
