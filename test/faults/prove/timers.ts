import { setTimeout as wait } from 'node:timers/promises';

/** For other timers in this process, such as the test runner’s, which come and go. */
const SETTLING_TURNS = 100;

/** How many timers would keep the process alive; the sandbox has none of that kind. */
export function timersUnderWay(): number {
	return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

/** How many are left if there were this many before, and all that end soon have had their time. */
export async function timersLeftOver(before: number): Promise<number> {
	// This wait is a timer, too, and has ended by then.
	for (let turn = 0; turn < SETTLING_TURNS && timersUnderWay() > before; turn++) await wait(20);
	return Math.max(0, timersUnderWay() - before);
}
