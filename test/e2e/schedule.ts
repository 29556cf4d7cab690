import { hasEnded, type Execution } from './n8n/Execution';
import type { RestClient } from './n8n/RestClient';
import { until } from './until';

/**
 * Lets the workflow's schedule run until it has started an execution.
 * @returns that execution; when it resolves, none of the workflow's runs any more
 */
export async function runOnSchedule(client: RestClient, workflow: string): Promise<Execution> {
	const now = Date.now();
	await client.activate(workflow);
	const { id } = await until('the schedule has started an execution', async () =>
		// The list has the latest first.
		(await client.executionsOf(workflow)).findLast(
			({ mode, startedAt }) => mode === 'trigger' && Date.parse(startedAt) >= now,
		),
	);
	await client.deactivate(workflow);
	await until('all executions have ended', async () =>
		(await client.executionsOf(workflow)).every(({ status }) => hasEnded(status)),
	);
	return await client.execution(id);
}
