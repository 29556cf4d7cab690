/** Who answers: Notion's API, or the host of a file. They use some statuses differently. */
export type Side = 'notion' | 'host';

const BOTH: readonly Side[] = ['notion', 'host'];

/**
 * Temporary statuses below 500: the same request may work a little later. Notion's request limit (429, 529)
 * is not here, as Notion says how long to wait.
 */
const PASSING: ReadonlyMap<number, readonly Side[]> = new Map([
	[408, BOTH], // Request Timeout
	[409, ['notion']], // Conflict: two saves at the same time (docs/notion-api.md#errors)
	[425, BOTH], // Too Early
	[429, ['host']], // Too Many Requests
]);

/** Permanent statuses from 500 on: the host will not learn the method or the version of HTTP. */
const LASTING: ReadonlyMap<number, readonly Side[]> = new Map([
	[501, ['host']], // Not Implemented
	[505, ['host']], // HTTP Version Not Supported
]);

/**
 * Whether an answer with this status is worth another try. All 5xx except those above are: hosts, and the
 * networks in front of them, have numbers of their own.
 */
export function isPassing(status: number, from: Side): boolean {
	const table = status < 500 ? PASSING : LASTING;
	const isListed = table.get(status)?.includes(from) ?? false;
	return status < 500 ? isListed : !isListed;
}
