import { describePlace } from '../files/describe';
import { shortName } from '../outward';
import type { Report } from '../output/Report';
import type { Failed, LeftOut } from './deliver';
import type { Notice } from './Job';

/** Reports what did not become an item. */
export function tell(what: Notice | LeftOut, report: Report): void {
	switch (what.kind) {
		case 'skipped':
			return report.skipped(what.reason);
		case 'note':
			return report.note(what.message);
		case 'webPage':
			return report.webPage(what.where);
		case 'linkedFile': {
			const { name, place, page } = what.file;
			return report.linkedFile(`“${shortName(name)}” in ${describePlace(place, page)}`);
		}
		case 'notSearched':
			return report.notSearched(what);
		case 'nothingFound':
			return report.nothingFound(what.where);
		case 'atRest':
			report.wasOpened(what.pageId);
			return report.atRest();
		case 'left':
			return report.left();
		case 'limitReached':
			return report.limitReached(what.isAll);
		case 'leftOut':
			return 'filter' in what
				? report.leftOut(what.filter, what.name)
				: report.webPage(what.webPage);
		case 'pageRead':
			return report.wasOpened(what.pageId);
		case 'databaseRead':
			return report.wasOpened(what.databaseId);
		case 'begins':
		case 'itemRead':
		case 'rowsListed':
	}
}

/** Reports what became an error item. */
export function tellFailed({ file, error }: Failed, report: Report): void {
	if (file) report.fileFailed(file.name);
	else report.failed(error.sentence);
}
