import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../../nodes/NotionFiles/flow/clock';

/** What a host, or the way to it, holds connections to. */
export interface Speed {
	readonly bytesPerSecond: number;
	/** Each connection has the speed for itself, or all share it, as on a narrow line. */
	readonly of: 'each' | 'all';
	/**
	 * As over a distance: a connection is opened in three round trips (TCP, TLS, question and answer),
	 * and begins slowly, with a few segments in the first round trip and twice as many in each next.
	 */
	readonly roundTripMs?: number;
}

const STEP_MS = 5;
const FIRST_WINDOW_BYTES = 10 * 1460;
const ROUND_TRIPS_TO_OPEN = 2;

/** After a pause of the reader no more than this is made good for. */
const BURST_MS = 20;

type Time = Pick<Clock, 'now' | 'wait'>;

const system: Time = {
	now: () => performance.now(),
	wait: async (ms) => await setTimeout(ms, undefined, { ref: false }),
};

/** Lets bytes out evenly, at a speed. */
export class Pacer {
	private due = 0;

	private window = FIRST_WINDOW_BYTES;

	private opened = false;

	constructor(
		private readonly speed: Speed,
		private readonly time: Time = system,
	) {}

	/** How many bytes make one step, so that it takes a few milliseconds. */
	get stepBytes(): number {
		return Math.ceil((this.rate * STEP_MS) / 1000);
	}

	/** Resolves when an answer may begin. */
	async begin(): Promise<void> {
		const trips = this.opened ? 1 : 1 + ROUND_TRIPS_TO_OPEN;
		this.opened = true;
		await this.pause(trips * (this.speed.roundTripMs ?? 0));
	}

	/** Resolves when so many bytes have come through. */
	async pass(bytes: number): Promise<void> {
		const now = this.time.now();
		this.due = Math.max(this.due, now - BURST_MS) + (bytes / this.rate) * 1000;
		// Growing with every byte by this much, the window doubles in the time that it takes to be sent.
		this.window += bytes * Math.LN2;
		await this.pause(this.due - now);
	}

	private async pause(milliseconds: number): Promise<void> {
		// A timer is late rather than early, and never shorter than this.
		if (milliseconds >= 1) await this.time.wait(milliseconds);
	}

	private get rate(): number {
		const { bytesPerSecond, roundTripMs } = this.speed;
		const begun = roundTripMs === undefined ? Infinity : (this.window / roundTripMs) * 1000;
		return Math.min(bytesPerSecond, begun);
	}
}

/** The pacers of one server: a connection keeps its own for all its answers. */
export class Pacers {
	private readonly byKey = new WeakMap<object, Pacer>();

	for(connection: object, speed: Speed): Pacer {
		const key = speed.of === 'all' ? speed : connection;
		const pacer = this.byKey.get(key) ?? new Pacer(speed);
		this.byKey.set(key, pacer);
		return pacer;
	}
}
