/** What the pace of a connection is told by. */
export interface Stopwatch {
	/** Milliseconds since some moment, in fractions. */
	now(): number;
	/** Begins to watch the event loop. @returns what tells the share of the time since then, 0 to 1, in which it was at work */
	watchLoop(): () => number;
}

const system: Stopwatch = {
	now: () => performance.now(),
	watchLoop() {
		const begun = performance.eventLoopUtilization();
		return () => performance.eventLoopUtilization(begun).utilization;
	},
};

let running = system;

/**
 * Lets another stopwatch run, for tests: whether a host is slow depends on the machine otherwise.
 * @returns what brings the system's stopwatch back
 */
export function runStopwatch(other: Stopwatch): () => void {
	running = other;
	return () => {
		running = system;
	};
}

/** So much, in so long, tells the speed of a connection; in less, the mood of a moment. */
const PROBE_BYTES = 1024 * 1024;
const PROBE_MS = 100;

/** Nothing holds a connection that is as fast: more of them would cost and bring nothing. */
const FAST_BYTES_PER_MS = 100_000;

/**
 * Where the event loop is at work for more of the time than this, it is not the connection that is slow but
 * the machine, or this process is at other work: more of them would only be more to do.
 */
const BUSY = 0.7;

/** So many times in a row: a host that hiccups, or a machine that writes to its disk, is slow for once. */
const SLOW_STRETCHES = 3;

/** What would take no longer over one connection is not worth opening more. */
const WORTH_MS = 1_000;

/** The speed of the last stretches. The host's time alone counts: a slow store needs no more connections. */
export class Pace {
	private bytes = 0;

	private ms = 0;

	private msPerByte = 0;

	private slowStretches = 0;

	private atWork = running.watchLoop();

	private askedAt = running.now();

	/** The next bytes are waited for from now on. */
	asked(): void {
		this.askedAt = running.now();
	}

	arrived(bytes: number): void {
		this.bytes += bytes;
		this.ms += running.now() - this.askedAt;
		if (this.bytes < PROBE_BYTES || this.ms < PROBE_MS) return;
		this.msPerByte = this.ms / this.bytes;
		const isSlow = this.atWork() <= BUSY && this.msPerByte > 1 / FAST_BYTES_PER_MS;
		this.slowStretches = isSlow ? this.slowStretches + 1 : 0;
		this.atWork = running.watchLoop();
		this.bytes = 0;
		this.ms = 0;
	}

	/** False while nothing is known. */
	isSlowFor(bytes: number): boolean {
		return this.slowStretches >= SLOW_STRETCHES && bytes * this.msPerByte >= WORTH_MS;
	}
}
