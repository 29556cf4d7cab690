/** How many entries a list is asked for at once, from Notion's largest page down. */
const SIZES = [100, 50, 25, 10] as const;

/**
 * How many entries of one list to ask for at once. Notion answers 504 to large pages of heavy databases and
 * long pages, and smaller ones come (docs/notion-api.md#large-lists). What was learnt holds for the rest of that
 * list; the next one begins with the largest page again.
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

	/** The next request asks for fewer, as far as that goes. */
	lower(): void {
		if (this.sizes.length > 1) this.sizes.shift();
	}
}
