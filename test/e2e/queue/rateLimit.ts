import type { RecordedRequest } from '../../sandbox';

/** What one process sent to Notion's API within one window of the limit. */
export interface Share {
	process: string;
	answered: number;
	/** Refused with 429. */
	refused: number;
	/** Sent although an earlier answer had already told this process to wait. */
	inSpiteOfRefusal: number;
}

/**
 * From the first refusal on the wire until the last request is out that was begun before it was read:
 * n8n asks its database for the credential before each request, and all wait for a share of two cores.
 * One to two seconds were seen, and over three on a machine with other work. The minute is what counts.
 */
const UNDER_WAY_MS = 10_000;

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
		const refused = own.filter(({ status }) => status === 429);
		const told = Math.min(...refused.map(({ endedAt = Infinity }) => endedAt));
		return {
			process,
			answered: own.filter(({ status }) => status === 200).length,
			refused: refused.length,
			inSpiteOfRefusal: own.filter(({ at }) => at > told + UNDER_WAY_MS).length,
		};
	});
}

function userAgent({ headers }: RecordedRequest): string {
	return headers['user-agent'] ?? '';
}
