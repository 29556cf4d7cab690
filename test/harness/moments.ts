import type { RecordedRequest, Sandbox } from '../sandbox';

type Watched = Pick<Sandbox, 'journal'>;
type Look = (request: RecordedRequest) => void;
type Fits = (request: RecordedRequest) => boolean;

/** The sandbox writes a request down before it looks for faults and for an answer. */
export function onArrival({ journal }: Watched, look: Look): void {
	const begin = journal.begin.bind(journal);
	journal.begin = (request) => {
		begin(request);
		look(request);
	};
}

export function onAnswer({ journal }: Watched, look: Look): void {
	const end = journal.end.bind(journal);
	journal.end = (request) => {
		end(request);
		look(request);
	};
}

/** Resolves when this many matching requests have arrived: answers can be held until then. */
export async function whenAsked(sandbox: Watched, count: number, fits: Fits): Promise<void> {
	let left = count;
	await new Promise<void>((resolve) =>
		onArrival(sandbox, (request) => {
			if (fits(request) && --left === 0) resolve();
		}),
	);
}

/** Resolves when a matching request has been answered. */
export async function whenAnswered(sandbox: Watched, fits: Fits): Promise<void> {
	await new Promise<void>((resolve) =>
		onAnswer(sandbox, (request) => {
			if (fits(request)) resolve();
		}),
	);
}
