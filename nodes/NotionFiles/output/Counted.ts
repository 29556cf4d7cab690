/** How many names or places a hint lists, to show which files it is about. */
const EXAMPLES = 3;

/** Counts what a hint is about, and keeps the first few to name them. */
export class Counted {
	count = 0;

	private readonly examples: string[] = [];

	add(example: string): void {
		this.count += 1;
		if (this.examples.length < EXAMPLES) this.examples.push(example);
	}

	/** The first few, and whether there are more. */
	some(between = ', '): string {
		return this.examples.join(between) + (this.count > this.examples.length ? `${between}…` : '');
	}
}
