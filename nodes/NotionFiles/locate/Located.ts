import type { Finding } from './Finding';
import type { Place } from './parents';

export type Entry = { kind: 'finding'; finding: Finding } | { kind: 'branch'; branch: Located };

/** How a branch and all below it are read. */
export type Pace =
	/** At once and to the end, so that requests overlap. */
	| 'ahead'
	/** Only as far as somebody has come who reads it, and may stop: no request is in vain. */
	| 'onDemand';

/** Findings in document order, and parts with findings of their own in their places among them. */
export interface Located {
	readonly entries: AsyncIterable<Entry>;
	/** Of a root: adds to a finding what only those need that are wanted. */
	complete?(finding: Finding): Promise<Finding>;
	/** Of a root: told of each page and database when its turn in document order comes, and what it is in. */
	entered?(place: Place, above: string | undefined): void;
	/** What it is, if that can be above others. */
	readonly place?: Place | undefined;
	/** Of a page, row, database or data source: what is in it is not on the page above. */
	readonly pageId?: string | undefined;
	/** It only says something about what was before it. */
	readonly isMark?: boolean;
	/** Called before it is read; more calls change nothing. */
	begin?(pace: Pace): void;
}
