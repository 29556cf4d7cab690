import { AsyncLocalStorage } from 'node:async_hooks';
import { runClock } from '../../../nodes/NotionFiles/flow/clock';
import { TurnedClock } from '../../harness/turnClock';
import type { SandboxClock } from '../../sandbox/clock';

interface Awaited {
	ms: number;
	times: number;
	resolve: () => void;
}

/** The node's time in one scene. Notion's follows it: the time that the node waits also passes there. */
export class SceneClock extends TurnedClock {
	private toldOfNotion = 0;

	private readonly awaited: Awaited[] = [];

	constructor(private readonly ofNotion: SandboxClock) {
		super();
	}

	override async wait(ms: number, signal?: AbortSignal): Promise<void> {
		const waited = super.wait(ms, signal);
		for (const one of this.awaited) if (this.count(one.ms) >= one.times) one.resolve();
		await waited;
		this.ofNotion.advance(this.now() - this.toldOfNotion);
		this.toldOfNotion = this.now();
	}

	/** Resolves when the node has begun this many waits of at least this length. */
	async waitsBegun(times: number, ms = 0): Promise<void> {
		await new Promise<void>((resolve) => this.awaited.push({ ms, times, resolve }));
	}

	private count(ms: number): number {
		return this.waits.filter((wait) => wait >= ms).length;
	}
}

const running = new AsyncLocalStorage<SceneClock>();

/** Scenes run in parallel; everything in `run` uses this clock. */
export async function goingBy<T>(clock: SceneClock, run: () => Promise<T>): Promise<T> {
	return await running.run(clock, run);
}

function own(): SceneClock {
	const clock = running.getStore();
	if (clock === undefined) throw new Error('The node asks for the time outside of any scene');
	return clock;
}

/** For all tests of a file or a `describe`: the node uses the clock of the scene that it runs in. */
export function useSceneClocks(): void {
	let giveBack = (): void => {};
	beforeAll(() => {
		giveBack = runClock({
			now: () => own().now(),
			wait: async (ms, signal) => await own().wait(ms, signal),
			limit: async (ms, signal) => await own().limit(ms, signal),
		});
	});
	afterAll(() => giveBack());
}
