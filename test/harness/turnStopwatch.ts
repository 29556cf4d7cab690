import { runMachine, type Machine } from '../../nodes/NotionFiles/download/Pace';

/** Longer than a stretch must take to tell anything. */
const READING_MS = 100;

/** By which every host is fast, unless it is told otherwise. */
export class TurnedStopwatch implements Machine {
	private time = 0;

	private readingMs = 0;

	private atWork = 0;

	now(): number {
		return (this.time += this.readingMs);
	}

	busyness(): number {
		return this.atWork;
	}

	/** From now on every piece of a file keeps its reader waiting. */
	makeHostsSlow(): void {
		this.readingMs = READING_MS;
	}

	/** From now on this process is at other work for so much of the time. */
	makeLoopBusy(share: number): void {
		this.atWork = share;
	}
}

/** For all tests of a file or a `describe`: whether a host is slow is up to the test, not to the machine. */
export function turnStopwatch(): () => TurnedStopwatch {
	let turned = new TurnedStopwatch();
	let giveBack = (): void => {};
	beforeEach(() => {
		turned = new TurnedStopwatch();
		giveBack = runMachine(() => turned);
	});
	afterEach(() => giveBack());
	return () => turned;
}
