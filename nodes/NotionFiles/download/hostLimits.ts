import { clock } from '../flow/clock';
import type { HostAnswer } from './answerHead';

/** One or two are usual: 103 Early Hints, or 102 Processing every 20 seconds. */
const MOST_INTERIM_ANSWERS = 100;

/**
 * For interim answers (1xx): each restarts the wait for the response headers, so a host could keep a request
 * open forever.
 * @param forMs how long they may go on, in milliseconds
 * @returns a function to call for each; it throws if there are too many, or for too long
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

/** Less than this in that time is as good as nothing: about 1 kB a second. */
const LEAST_BYTES = 256 * 1024;
const STRETCH_MS = 5 * 60_000;

/**
 * Recognizes a body that trickles: it is never silent long enough for a stall, and would never end. Only the
 * host's time counts, not that of the store. A host that is too slow in every stretch makes no progress in the
 * sense of the retries (`REAL_PROGRESS_BYTES`), so these run out.
 */
export class LeastSpeed {
	private bytes = 0;

	private waitedMs = 0;

	/** @throws Error if too little arrived in the time spent waiting */
	arrived(bytes: number, waitedMs: number): void {
		this.bytes += bytes;
		this.waitedMs += waitedMs;
		if (this.waitedMs < STRETCH_MS) return;
		if (this.bytes < LEAST_BYTES) throw new Error('less than 256 KB arrived in five minutes');
		this.bytes = 0;
		this.waitedMs = 0;
	}
}

/** A refusal says in its first lines what is wrong; nobody needs a megabyte of it. */
const REFUSAL_BYTES = 4096;

/** Nor do we wait for words that trickle in: the status says enough. Silence is a stall. */
const REFUSAL_MS = 10_000;

/** The beginning of an answer that is not a file; no more of it is read. */
export async function firstWords(answer: HostAnswer): Promise<string> {
	const from = clock.now();
	let words = '';
	try {
		for await (const chunk of answer.body) {
			words += Buffer.from(chunk).toString('latin1');
			if (words.length >= REFUSAL_BYTES || clock.now() - from >= REFUSAL_MS) break;
		}
	} catch {
		// An interrupted refusal is still a refusal: the status says enough.
	}
	answer.discard();
	return words;
}
