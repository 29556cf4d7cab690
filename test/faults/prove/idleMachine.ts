import { runMachine } from '../../../nodes/NotionFiles/download/Pace';

/**
 * Lets the event loop have nothing to do: whether a host is slow can be told only by who is not busy
 * itself, and a machine that runs tests is.
 */
export function idleMachine(): void {
	let giveBack = (): void => {};
	beforeAll(() => {
		giveBack = runMachine(() => ({ now: () => performance.now(), busyness: () => 0 }));
	});
	afterAll(() => giveBack());
}
