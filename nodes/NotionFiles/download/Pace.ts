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

/** What tells a slow host from a busy machine. */
export interface Machine {
	/** In milliseconds. */
	now(): number;
	/** For how much of the time since it was asked last the event loop was at work: from 0 to 1. */
	busyness(): number;
}

/** The speed of the last stretches. The host's time alone counts: a slow store needs no more connections. */
export class Pace {
	private bytes = 0;

	private ms = 0;

	private msPerByte = 0;

	private slowStretches = 0;

	private askedAt: number;

	constructor(private readonly machine: Machine = running()) {
		this.askedAt = machine.now();
	}

	asked(): void {
		this.askedAt = this.machine.now();
	}

	arrived(bytes: number): void {
		this.bytes += bytes;
		this.ms += this.machine.now() - this.askedAt;
		if (this.bytes < PROBE_BYTES || this.ms < PROBE_MS) return;
		this.msPerByte = this.ms / this.bytes;
		const isBusy = this.machine.busyness() > BUSY;
		const isSlow = !isBusy && this.msPerByte > 1 / FAST_BYTES_PER_MS;
		this.slowStretches = isSlow ? this.slowStretches + 1 : 0;
		this.bytes = 0;
		this.ms = 0;
	}

	/** False while nothing is known. */
	isSlowFor(bytes: number): boolean {
		return this.slowStretches >= SLOW_STRETCHES && bytes * this.msPerByte >= WORTH_MS;
	}
}

function thisMachine(): Machine {
	let before = performance.eventLoopUtilization();
	return {
		now: () => performance.now(),
		busyness() {
			const { utilization } = performance.eventLoopUtilization(before);
			before = performance.eventLoopUtilization();
			return utilization;
		},
	};
}

let running = thisMachine;

/**
 * Puts another in the place of this machine, for tests on n8n's engine: there whether a host is slow would
 * depend on how busy the machine is.
 * @returns what brings this machine back
 */
export function runMachine(other: () => Machine): () => void {
	running = other;
	return () => {
		running = thisMachine;
	};
}
