import { plainText } from '../json';
import type { PageRef } from '../files/NotionFile';
import { asOurs, type Located } from './Branch';
import type { Finding } from './Finding';
import { ifReadable } from './BranchesOnce';
import type { NotionReader } from './NotionReader';
import { pageRef } from './pageFiles';
import type { Place } from './parents';

/** A page or database above a file. */
export type Folder = Pick<PageRef, 'id' | 'title'>;

interface Step {
	kind: Place['kind'];
	above: string | undefined;
	/** The folders above it, once somebody has asked. */
	folders: Promise<readonly Folder[]> | undefined;
}

/**
 * What is above the pages and databases of a walk. Only who has a file asks, so a title that the walk has not
 * met is asked of Notion then, once.
 */
export class Trails {
	private readonly steps = new Map<string, Step>();

	private readonly titles = new Map<string, string>();

	constructor(private readonly reader: NotionReader) {}

	/** The first way to a place counts: in document order, whatever is read first. */
	entered({ kind, id }: Place, above: string | undefined): void {
		if (!this.steps.has(id)) this.steps.set(id, { kind, above, folders: undefined });
	}

	/** Something that the walk has read. */
	named({ id, title }: Folder): void {
		this.titles.set(id, title);
	}

	/** The same, but each file knows what is above its page. */
	along(located: Located): Located {
		return {
			entries: located.entries,
			pageId: located.pageId,
			place: located.place,
			entered: (place, above) => this.entered(place, above),
			begin: (pace) => located.begin?.(pace),
			complete: async (finding) => await this.completed(finding),
		};
	}

	private async completed(found: Finding): Promise<Finding> {
		if (found.kind !== 'file') return found;
		try {
			const above = await this.above(found.file.page.id);
			return { kind: 'file', file: { ...found.file, above } };
		} catch (thrown) {
			return { kind: 'failed', error: asOurs(thrown), file: found.file };
		}
	}

	/** From the top down, without the page itself. */
	private async above(id: string): Promise<readonly Folder[]> {
		const step = this.steps.get(id);
		if (step === undefined) return [];
		step.folders ??= this.foldersAbove(step);
		return await step.folders;
	}

	private async foldersAbove({ above }: Step): Promise<readonly Folder[]> {
		const step = above === undefined ? undefined : this.steps.get(above);
		if (above === undefined || step === undefined) return [];
		// The folder of a row is that of its database.
		if (step.kind === 'dataSource' && step.above !== undefined) return await this.above(above);
		const higher = await this.above(above);
		const title = this.titles.get(above) ?? (await this.titleOf(step.kind, above));
		this.titles.set(above, title);
		return [...higher, { id: above, title }];
	}

	private async titleOf(kind: Place['kind'], id: string): Promise<string> {
		if (kind === 'page') return (await ifReadable(this.reader.page(id).then(pageRef)))?.title ?? '';
		const reading = kind === 'database' ? this.reader.database(id) : this.reader.dataSource(id);
		return plainText((await ifReadable(reading))?.title).trim();
	}
}
