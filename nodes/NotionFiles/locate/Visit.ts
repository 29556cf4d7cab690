import type { Located } from './Branch';

/** The reading of one page, from its beginning to its end. */
export class Visit {
	private readonly begunAt = Date.now();

	private quiet = true;

	/**
	 * Something is on the page that can change without a sign in its `last_edited_time`, or that could
	 * not be read: the next run has to look again.
	 */
	disturb(): void {
		this.quiet = false;
	}

	/**
	 * The last finding of the page. Whether all was quiet is known only when everything before it has
	 * been reported, so it is made when its turn comes.
	 */
	end(pageId: string, lastEditedTime: string | undefined): Located {
		const finding = () => {
			const { begunAt, quiet } = this;
			return { kind: 'pageRead', pageId, lastEditedTime, begunAt, quiet } as const;
		};
		return {
			isMark: true,
			entries: {
				async *[Symbol.asyncIterator]() {
					yield { kind: 'finding', finding: finding() } as const;
				},
			},
		};
	}
}
