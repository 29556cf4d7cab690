import { keyOf as fileKeyOf } from '../../files/identity';
import type { PageEntry } from './entries';
import type { KnownTrees } from './KnownTrees';
import type { Section } from './Section';

/** Which of these files nobody has confirmed, by `fileKey`. */
export type Unconfirmed = (keys: readonly string[]) => Promise<ReadonlySet<string>>;

/** The files that the last runs left open: they have been confirmed, or have to be returned. */
export class OpenFiles {
	private confirming: Promise<void> | undefined;

	constructor(
		private readonly trees: KnownTrees,
		private readonly section: Section,
		private readonly unconfirmed: Unconfirmed,
	) {}

	/** Lets the pages rest whose files have all been confirmed. Asks once in a run. */
	async confirmed(): Promise<void> {
		this.confirming ??= this.confirm();
		await this.confirming;
	}

	private async confirm(): Promise<void> {
		const pages = [...this.section.pages].filter(([, { open }]) => open.length > 0);
		const keysOf = (key: string, { open }: PageEntry): string[] =>
			open.map((fileId) => fileKeyOf(key, fileId));
		const keys = pages.flatMap(([key, page]) => keysOf(key, page));
		if (keys.length === 0) return;
		const unconfirmed = await this.unconfirmed(keys);
		for (const [key, page] of pages) {
			if (keysOf(key, page).some((one) => unconfirmed.has(one))) continue;
			Object.assign(page, { atRest: true, open: [] });
			this.trees.change();
		}
	}
}
