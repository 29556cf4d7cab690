import type { Located } from './Branch';
import type { Finding } from './Finding';
import type { Child, Moment } from './KnownTree';

/** The reading of one page, from its beginning to its end. */
export class Visit {
	private quiet = true;

	private readonly children = new Map<string, Child>();

	/** @param deep whether its child pages and databases are looked for */
	constructor(private readonly deep = false) {}

	/**
	 * Something is on the page that can change without a sign in its `last_edited_time`, or that could
	 * not be read: the next run has to look again.
	 */
	disturb(): void {
		this.quiet = false;
	}

	/** A page or database is in the content. It is not part of the page, and has its own time. */
	meet(child: Child): void {
		this.children.set(child.id, child);
	}

	/**
	 * The last finding of the page. Whether all was quiet is known only when everything before it has
	 * been reported, so it is made when its turn comes.
	 */
	end(pageId: string, lastEditedTime: string | undefined, moment: Moment): Located {
		return inItsTurn(() => ({
			kind: 'pageRead',
			pageId,
			lastEditedTime,
			moment,
			quiet: this.quiet,
			children: this.deep ? [...this.children.values()] : undefined,
		}));
	}
}

/** Something about a place that is not part of the page. */
export function aside(finding: Finding): Located {
	return inItsTurn(() => finding);
}

/** A finding that is made when everything before it has been reported. */
export function inItsTurn(finding: () => Finding): Located {
	return {
		isMark: true,
		entries: {
			async *[Symbol.asyncIterator]() {
				yield { kind: 'finding', finding: finding() } as const;
			},
		},
	};
}
