import type { Job } from './Job';

/** With one of these, it is not true or not known that there is no file. */
const SOMETHING: ReadonlySet<Job['kind']> = new Set([
	'file',
	'left',
	'failed',
	'linkedFile',
	'atRest',
	'limitReached',
]);

/** The jobs of one item, and at their end a word on where there was nothing. */
export async function* orNothing(
	jobs: AsyncIterable<Job>,
	itemIndex: number,
): AsyncGenerator<Job, void, undefined> {
	const places: string[] = [];
	let isNothing = true;
	for await (const job of jobs) {
		if (job.kind === 'begins') places.push(job.where);
		if (SOMETHING.has(job.kind)) isNothing = false;
		yield job;
	}
	if (isNothing) for (const where of places) yield { kind: 'nothingFound', itemIndex, where };
}
