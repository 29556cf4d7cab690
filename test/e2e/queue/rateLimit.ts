import type { RecordedRequest } from '../../sandbox';

/** What one process sent to Notion's API within one window of the limit. */
export interface Share {
	process: string;
	answered: number;
	/** Refused with 429. */
	refused: number;
}

/** The requests of each window, which begins with its first request as the sandbox counts them. */
export function windowsOf(requests: RecordedRequest[], windowMs: number): RecordedRequest[][] {
	const windows: RecordedRequest[][] = [];
	for (const request of requests) {
		const window = windows.at(-1);
		const start = window?.[0]?.at ?? -Infinity;
		if (window && request.at < start + windowMs) window.push(request);
		else windows.push([request]);
	}
	return windows;
}

/** Processes are told apart by their user agents. */
export function sharesOf(window: RecordedRequest[]): Share[] {
	const processes = [...new Set(window.map(userAgent))].sort();
	return processes.map((process) => {
		const own = window.filter((request) => userAgent(request) === process);
		return {
			process,
			answered: own.filter(({ status }) => status === 200).length,
			refused: own.filter(({ status }) => status === 429).length,
		};
	});
}

function userAgent({ headers }: RecordedRequest): string {
	return headers['user-agent'] ?? '';
}
