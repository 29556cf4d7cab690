/** How many entries to request at once, from Notion's largest page down. */
const SIZES = [100, 50, 25, 10] as const;

/**
 * How many entries of one list to request at once. Notion answers 504 to large pages of heavy databases and
 * long pages, but returns smaller ones (docs/notion-api.md#large-lists). The size found applies to the rest of
 * that list; the next one begins with the largest page again.
 */
export class PageSize {
	private readonly sizes: number[];

	/** @param largest entries at most */
	constructor(largest: number = SIZES[0]) {
		this.sizes = SIZES.filter((size) => size <= largest);
	}

	get entries(): number {
		return this.sizes[0] ?? 1;
	}

	/** The next request asks for fewer, if possible. */
	lower(): void {
		if (this.sizes.length > 1) this.sizes.shift();
	}
}
