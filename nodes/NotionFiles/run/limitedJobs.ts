import type { NotionFile } from '../files/NotionFile';
import type { Located } from '../locate/Branch';
import { Descent } from '../locate/Descent';
import type { Settings } from '../parameters/settings';
import type { FileJob, Job } from './Job';
import { hasNameOfItsOwn } from './otherPlaces';
import { PlacesOfFiles } from './PlacesOfFiles';
import type { Quota } from './Quota';

/** An input item whose files are located. */
export interface Locating {
	itemIndex: number;
	settings: Settings;
	located: Located;
}

/**
 * As `jobsOf`, up to a limit. Notion is asked for nothing before all files that are known have been
 * tried and there is room for more. What is left is reported as far as it is known.
 */
export async function* limitedJobs(
	{ itemIndex, settings, located }: Locating,
	quota: Quota,
): AsyncGenerator<Job, void, undefined> {
	const places = new PlacesOfFiles();
	const unnamed = new Unnamed();
	const place = (file: NotionFile): FileJob | undefined =>
		places.take({ kind: 'file', itemIndex, file, settings, quota });
	const descent = new Descent(located, 'onDemand');
	try {
		while (await quota.hasRoom()) {
			const finding = await descent.next();
			if (finding === undefined) {
				yield* places.leftOutElsewhere();
				return yield { kind: 'itemRead', itemIndex, quota };
			}
			if (finding.kind === 'file') {
				const job = place(finding.file);
				if (job === undefined) continue;
				quota.take();
				unnamed.add(finding.file);
				yield job;
				continue;
			}
			if (finding.kind === 'pageRead') yield* places.leftOutOn(finding.pageId);
			yield { ...finding, itemIndex };
		}
		const rest = descent.rest((pageId) => unnamed.isOn(pageId));
		let next = await rest.next();
		for (; !next.done; next = await rest.next()) {
			const finding = next.value;
			// Not all that is on a page has been returned, so nothing is to be concluded from its end.
			if (finding.kind === 'pageRead') continue;
			if (finding.kind !== 'file') yield { ...finding, itemIndex };
			else if (place(finding.file)) yield { kind: 'left', itemIndex, file: finding.file };
		}
		yield { kind: 'limitReached', itemIndex, isAll: next.value };
	} finally {
		await descent.close();
	}
}

/**
 * The pages with files that have no name of their own: another place on the page may lend one, so these
 * are read to their end. Otherwise a file's name and path would depend on the limit.
 */
class Unnamed {
	private readonly pages = new Set<string>();

	add(file: NotionFile): void {
		if (!hasNameOfItsOwn(file)) this.pages.add(digits(file.page.id));
	}

	/** @param pageId undefined for what is not below any page of the descent */
	isOn(pageId: string | undefined): boolean {
		return pageId === undefined ? this.pages.size > 0 : this.pages.has(digits(pageId));
	}
}

function digits(id: string): string {
	return id.replaceAll('-', '').toLowerCase();
}
