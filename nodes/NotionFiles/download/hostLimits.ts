import { clock } from '../flow/clock';
import type { HostAnswer } from './FileHosts';

/** One or two are usual: 103 Early Hints, or a 102 Processing every 20 seconds. */
const MOST_INTERIM_ANSWERS = 100;

/**
 * For the answers before the answer (1xx): each begins the wait for a head anew, so that a host could keep
 * a request for ever.
 * @param forMs how long they may go on, in milliseconds
 * @returns to be called for each; it throws where there are too many, or for too long
 */
export function boundInterimAnswers(forMs: number): () => void {
	const from = clock.now();
	let count = 0;
	return () => {
		count += 1;
		if (count <= MOST_INTERIM_ANSWERS && clock.now() - from <= forMs) return;
		throw new Error('it kept announcing a response but sent none');
	};
}

/** Less than this in so long is as good as nothing: about 1 kB a second. */
const LEAST_BYTES = 256 * 1024;
const STRETCH_MS = 5 * 60_000;

/**
 * Tells a body that drips: no silence of it is long enough for a stall, and it would never end. The host's
 * time alone counts, not that of the store. A host that is too slow in each stretch makes no progress by the
 * measure of the retries (`REAL_PROGRESS_BYTES`), so they come to an end.
 */
export class LeastSpeed {
	private bytes = 0;

	private waitedMs = 0;

	/** @throws Error when too little came in all the time that was waited */
	arrived(bytes: number, waitedMs: number): void {
		this.bytes += bytes;
		this.waitedMs += waitedMs;
		if (this.waitedMs < STRETCH_MS) return;
		if (this.bytes < LEAST_BYTES) throw new Error('less than 256 KB arrived in five minutes');
		this.bytes = 0;
		this.waitedMs = 0;
	}
}

/** A refusal says in its first lines what is wrong; nobody reads a megabyte of it. */
const REFUSAL_BYTES = 4096;

/** Nor does anybody wait for words that drip: the status says enough. Silent ones are a stall. */
const REFUSAL_MS = 10_000;

/** The beginning of an answer that is no file; nothing more of it is read. */
export async function firstWords(answer: HostAnswer): Promise<string> {
	const from = clock.now();
	let words = '';
	try {
		for await (const chunk of answer.body) {
			words += Buffer.from(chunk).toString('latin1');
			if (words.length >= REFUSAL_BYTES || clock.now() - from >= REFUSAL_MS) break;
		}
	} catch {
		// A refusal that breaks off is a refusal all the same: the status says enough.
	}
	answer.discard();
	return words;
}
