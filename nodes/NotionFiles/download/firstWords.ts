import { clock } from '../flow/clock';
import type { HostAnswer } from './FileHosts';

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
