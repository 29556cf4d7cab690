import { clock } from '../flow/clock';

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
		throw new Error('it kept announcing an answer and gave none');
	};
}
