import { setTimeout as wait } from 'node:timers/promises';

/** For those of others in this process, as the test runner’s own, which come and go. */
const SETTLING_TURNS = 100;

/** How many timers would keep the process alive; the sandbox has none of that kind. */
export function timersUnderWay(): number {
	return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

/** How many are left when there were so many before, and all that end soon have had their time. */
export async function timersLeftOver(before: number): Promise<number> {
	// This very wait is a timer, too, and no longer under way when it has ended.
	for (let turn = 0; turn < SETTLING_TURNS && timersUnderWay() > before; turn++) await wait(20);
	return Math.max(0, timersUnderWay() - before);
}
