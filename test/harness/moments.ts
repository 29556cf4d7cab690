import type { RecordedRequest, Sandbox } from '../sandbox';

type Fits = (request: RecordedRequest) => boolean;

/** Resolves when so many requests that fit have arrived: answers can be held until then. */
export async function whenAsked(
	{ journal }: Pick<Sandbox, 'journal'>,
	count: number,
	fits: Fits,
): Promise<void> {
	await new Promise<void>((resolve) => {
		const begin = journal.begin.bind(journal);
		let left = count;
		journal.begin = (request) => {
			begin(request);
			if (fits(request) && --left === 0) resolve();
		};
	});
}

/** Resolves when a request that fits has been answered. */
export async function whenAnswered(
	{ journal }: Pick<Sandbox, 'journal'>,
	fits: Fits,
): Promise<void> {
	await new Promise<void>((resolve) => {
		const end = journal.end.bind(journal);
		journal.end = (request) => {
			end(request);
			if (fits(request)) resolve();
		};
	});
}
