import type { PageRead } from '../../locate/Finding';
import type { Child, Moment } from '../../locate/KnownTree';
import { keyOf, minuteOf, type PageEntry } from './entries';

/**
 * An edit shows in `last_edited_time`, but to the minute only: a page may change twice in one minute
 * and look the same. So the minute must be over, by this server's clock since the edit was seen first.
 */
const MINUTES_UNTIL_SURE = 2;

/** By Notion's clock, whose time comes with an answer: Notion may take up to a minute to answer. */
const MINUTES_UNTIL_LONG_OVER = 3;

/** More files than this on one page have to be found again, not only confirmed. */
const MOST_OPEN = 255;

/** What is known of a page that was just read, by what was known before. */
export function entryOf(
	{ pageId, moment, quiet, children: met }: PageRead,
	edited: number,
	openKeys: readonly string[] | undefined,
	known: PageEntry | undefined,
	now: number,
): PageEntry {
	const before = known?.edited === edited ? known : undefined;
	// A clock that was set back must not make it earlier.
	const since = before && !before.sure ? Math.min(before.minute, minuteOf(now)) : minuteOf(now);
	const here = minuteOf(moment.here);
	const sure =
		before?.sure === true || here - since >= MINUTES_UNTIL_SURE || isLongOver(edited, moment);
	const children = met && childrenOf(met);
	const open = openKeys && fileIdsOf(openKeys, pageId);
	const isWhole =
		quiet && sure && open !== undefined && (met === undefined || children !== undefined);
	return {
		edited,
		sure,
		minute: sure ? here : since,
		atRest: isWhole && open.length === 0,
		children,
		open: isWhole ? open : [],
	};
}

/** Whether the minute of an edit was over, whichever of the two clocks is right. */
export function isLongOver(edited: number, { here, notion }: Moment): boolean {
	if (notion === undefined) return false;
	return minuteOf(Math.min(here, notion)) - edited >= MINUTES_UNTIL_LONG_OVER;
}

function childrenOf(met: readonly Child[]): Map<string, Child['kind']> | undefined {
	const children = new Map<string, Child['kind']>();
	for (const { id, kind } of met) {
		const key = keyOf(id);
		if (key === undefined) return undefined;
		children.set(key, kind);
	}
	return children;
}

/** The second halves of keys, whose first is the page. */
function fileIdsOf(keys: readonly string[], pageId: string): string[] | undefined {
	const page = keyOf(pageId);
	const ids = keys.map((key) => {
		const [of, fileId] = key.split(' ');
		return of === page ? keyOf(fileId) : undefined;
	});
	const isWhole = ids.length <= MOST_OPEN && !ids.includes(undefined);
	return isWhole ? (ids as string[]) : undefined;
}
