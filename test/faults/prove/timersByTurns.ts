import { ClientRequest } from 'node:http';

/** Of a call to Notion, as nodes/NotionFiles/notion/transport.ts sets it. */
const NOTION_MS = 70_000;

/** undici counts its limits for connections, response headers and bodies in ticks of this length (lib/util/timers.js). */
const UNDICI_TICK_MS = 499;

/**
 * How many turns of the event loop each takes. Node and sandbox share this process, so an answer takes its
 * few dozen turns however slow the machine is; a call takes half a second if nothing else happens, and a tick
 * a quarter.
 */
const TURNS: ReadonlyMap<number, number> = new Map([
	[NOTION_MS, 100],
	[UNDICI_TICK_MS, 50],
]);

const TURN_MS = 5;

const { setTimeout, clearTimeout } = globalThis;

/** As much of a timer as undici and n8n use. */
class TurnTimer {
	/** Counts how often it has begun: turns of an earlier beginning count no more. */
	private beginning = 0;

	constructor(
		private readonly turns: number,
		private readonly act: () => void,
	) {
		this.refresh();
	}

	refresh(): this {
		this.beginning++;
		this.waitForTurns(this.turns, this.beginning);
		return this;
	}

	cancel(): void {
		this.beginning++;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	private waitForTurns(turns: number, beginning: number): void {
		const turn = (): void => {
			if (beginning !== this.beginning) return;
			if (turns === 0) this.act();
			else this.waitForTurns(turns - 1, beginning);
		};
		setTimeout(turn, TURN_MS).unref();
	}
}

/**
 * Counts time limits of undici and n8n in turns of the event loop. No clock of ours turns them, and on a busy
 * machine a second may be over before an answer that has arrived is read.
 *
 * @param notionToo also that of a call to Notion, for rows in which Notion is silent
 */
export function timersByTurns(notionToo: boolean): void {
	const turnsFor = (ms: number | undefined): number | undefined =>
		ms === undefined || (ms === NOTION_MS && !notionToo) ? undefined : TURNS.get(ms);

	const begin = (act: (...list: unknown[]) => void, ms?: number, ...list: unknown[]): unknown => {
		const turns = turnsFor(ms);
		return turns === undefined
			? setTimeout(act, ms, ...list)
			: new TurnTimer(turns, () => act(...list));
	};
	const end = (timer?: NodeJS.Timeout | TurnTimer): void => {
		if (timer instanceof TurnTimer) timer.cancel();
		else clearTimeout(timer);
	};
	const ofRequest = Reflect.get(ClientRequest.prototype, 'setTimeout') as SetOfRequest;

	beforeAll(() => {
		// `promisify` finds the timer that returns a promise in a property of the function.
		Object.defineProperties(begin, Object.getOwnPropertyDescriptors(setTimeout));
		Object.assign(globalThis, { setTimeout: begin, clearTimeout: end });
		// Once it has connected, n8n's helper measures with the socket's own timer.
		jest.spyOn(ClientRequest.prototype, 'setTimeout').mockImplementation(function (
			this: ClientRequest,
			ms,
			act,
		) {
			const turns = turnsFor(ms);
			if (turns !== undefined) new TurnTimer(turns, () => this.closed || this.emit('timeout'));
			return ofRequest.call(this, ms, act);
		});
	});
	afterAll(() => {
		Object.assign(globalThis, { setTimeout, clearTimeout });
		jest.restoreAllMocks();
	});
}

type SetOfRequest = (this: ClientRequest, ms: number, act?: () => void) => ClientRequest;
