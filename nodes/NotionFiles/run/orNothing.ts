import type { Job } from './Job';

/** After any of these, nobody can say that there are no files. */
const SOMETHING: ReadonlySet<Job['kind']> = new Set([
	'file',
	'left',
	'failed',
	'linkedFile',
	'atRest',
	'limitReached',
]);

/** The jobs of one item, followed by a notice for each selected page, block or database without files. */
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
