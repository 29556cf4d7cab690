import { setTimeout as wait } from 'node:timers/promises';

/** Of others in this process, as the test runner’s own, which come and go. */
const SETTLING_MS = 2_000;

/** How many timers would keep the process alive; the sandbox has none of that kind. */
export function timersUnderWay(): number {
	return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

/** How many are left when there were so many before, and all that end soon have had their time. */
export async function timersLeftOver(before: number): Promise<number> {
	const end = Date.now() + SETTLING_MS;
	// This very wait is a timer, too, and no longer under way when it has ended.
	while (timersUnderWay() > before && Date.now() < end) await wait(20);
	return Math.max(0, timersUnderWay() - before);
}
