import { NotionFilesError } from '../errors';
import { clock } from '../flow/clock';

const MB = 1024 * 1024;

/** Limit for the bytes of all files together on their way into stores that keep a whole file in memory. */
const BUDGET_BYTES = 256 * MB;

/** This much of each file is not counted: small files never wait, as the number of downloads bounds them. */
const FREE_BYTES = 512 * 1024;

/** S3 accepts 5 GB at once, and Node 20 has no larger buffer; memory and database accept far less. */
const MOST_IN_MEMORY_BYTES = 4096 * MB;

/** While others wait, the file that exceeds the budget must be this fast over a turn to keep that right. */
const TURN_MS = 30_000;
const LEAST_IN_A_TURN_BYTES = 30 * MB;

/** n8n gives up on a body without data for five minutes, whatever the reason. */
const MOST_WAITING_MS = 4 * 60_000;

interface Waiting {
	share: Share;
	bytes: number;
	admit: () => void;
}

/** Others kept the memory for too long: the download has to start over. */
export class NoRoom extends Error {}

/**
 * Bounds memory by the bytes that have arrived, not by files or by what hosts announce: of n8n's binary
 * stores only the file system takes streams, all others keep a whole file in memory (docs/n8n.md#binary-data). If
 * files filled the budget together and none were complete, all would wait for each other; so one at a time may
 * exceed it.
 */
export class MemoryBudget {
	private free: number;

	private readonly line: Waiting[] = [];

	/** The one that exceeds it, the bytes it had when its turn began, and when that was. */
	private beyond: { share: Share; from: number; since: number } | undefined;

	constructor(private readonly total = BUDGET_BYTES) {
		this.free = total;
	}

	/** @param length announced, in bytes; undefined if unknown */
	share(length: number | undefined): Share {
		return new Share(this, length, this.total);
	}

	/** Undefined if there is room; otherwise a promise that resolves when there is. */
	take(share: Share, bytes: number, signal: AbortSignal): Promise<void> | undefined {
		if (this.beyond?.share === share && this.isTooSlow(this.beyond)) this.beyond = undefined;
		else if (this.admits(share, bytes)) return undefined;
		return this.waitInLine(share, bytes, signal);
	}

	/** Returns what a share held, when its file has been stored or given up. */
	giveBack(share: Share): void {
		this.free += share.held;
		share.held = 0;
		if (this.beyond?.share === share) this.beyond = undefined;
		// A store may give up on a file while that waits for room, which it no longer needs.
		const at = this.line.findIndex((waiting) => waiting.share === share);
		if (at >= 0) this.line.splice(at, 1)[0]?.admit();
		this.admitNext();
	}

	private admits(share: Share, bytes: number): boolean {
		if (bytes > this.free) {
			this.beyond ??= { share, from: share.held, since: clock.now() };
			if (this.beyond.share !== share) return false;
		}
		this.free -= bytes;
		share.held += bytes;
		return true;
	}

	/** Whether it was slow in a turn while others waited; after a fast turn, the next one begins. */
	private isTooSlow(turn: NonNullable<typeof this.beyond>): boolean {
		const ms = clock.now() - turn.since;
		if (ms < TURN_MS) return false;
		const isSlow = (turn.share.held - turn.from) / ms < LEAST_IN_A_TURN_BYTES / TURN_MS;
		if (isSlow && this.line.length > 0) return true;
		turn.from = turn.share.held;
		turn.since = clock.now();
		return false;
	}

	private async waitInLine(share: Share, bytes: number, signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		const admitted = new AbortController();
		const waiting = { share, bytes, admit: () => admitted.abort() };
		this.line.push(waiting);
		this.admitNext();
		const isOver = AbortSignal.any([signal, admitted.signal]);
		await clock.limit(MOST_WAITING_MS, isOver).catch(() => {});
		if (admitted.signal.aborted) return;
		this.line.splice(this.line.indexOf(waiting), 1);
		signal.throwIfAborted();
		throw new NoRoom('No memory became free in time');
	}

	private admitNext(): void {
		for (let next = this.line[0]; next; next = this.line[0]) {
			if (!this.admits(next.share, next.bytes)) return;
			this.line.shift();
			next.admit();
		}
	}
}

/** What one file uses of the budget. */
export class Share {
	/** Counted, in bytes. */
	held = 0;

	private arrived = 0;

	private isOver = false;

	constructor(
		private readonly budget: MemoryBudget,
		private readonly length: number | undefined,
		private readonly mostUnannounced: number,
	) {}

	/**
	 * For bytes that have arrived and will be kept. Undefined if there is room for them.
	 * @throws NotionFilesError `fileTooLarge`, before the first byte if the length was announced
	 */
	add(bytes: number, signal: AbortSignal): Promise<void> | undefined {
		// A stream that was given up may bring one more piece, which nobody would give back.
		if (this.isOver) return undefined;
		if ((this.length ?? 0) > MOST_IN_MEMORY_BYTES) throw tooLarge(this.length as number);
		const before = Math.max(this.arrived, FREE_BYTES);
		this.arrived += bytes;
		if (this.length === undefined && this.arrived > this.mostUnannounced)
			throw endless(this.mostUnannounced);
		const counted = Math.max(0, this.arrived - before);
		if (counted === 0) return undefined;
		return this.budget.take(this, counted, signal);
	}

	giveBack(): void {
		this.isOver = true;
		this.budget.giveBack(this);
	}
}

const REMEDY =
	'Keep n8n’s binary data on the file system (N8N_DEFAULT_BINARY_DATA_MODE=filesystem), or skip large files with “Maximum Size”.';

function tooLarge(length: number): NotionFilesError {
	return new NotionFilesError({
		code: 'fileTooLarge',
		message: `The host announces ${inMB(length)}, but n8n keeps files in memory here, which limits them to ${inMB(MOST_IN_MEMORY_BYTES)}`,
		remedy: REMEDY,
	});
}

function endless(most: number): NotionFilesError {
	return new NotionFilesError({
		code: 'fileTooLarge',
		message: `The file is larger than ${inMB(most)}, its host does not announce the size, and n8n keeps files in memory here`,
		remedy: REMEDY,
	});
}

function inMB(bytes: number): string {
	return `${Math.round(bytes / MB)} MB`;
}

/** One for the process: executions side by side share its memory. */
export const memoryBudget = new MemoryBudget();
