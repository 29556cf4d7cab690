import { block, type Fault, type Page, type Sandbox } from '../sandbox';
import { contentOf, fileNameOf, type PagePlan } from './pagePlan';

/** Each in turn; all of them pass when what met them is tried again. */
export const PASSING_FAULTS: readonly Fault[] = [
	{ type: 'reset', at: 'headers' },
	{ type: 'reset', at: 'firstByte' },
	{ type: 'reset', at: 'middle' },
	{ type: 'reset', at: 'lastByte' },
	{ type: 'stall', at: 'headers' },
	{ type: 'stall', at: 'middle' },
	{ type: 'truncate', at: 'firstByte' },
	{ type: 'truncate', at: 'middle' },
	{ type: 'status', status: 408 },
	{ type: 'status', status: 503 },
	{ type: 'status', status: 429, headers: { 'retry-after': '1' } },
	{ type: 'empty202' },
	{ type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
	{ type: 's3Error', status: 400, code: 'ExpiredToken', message: 'The token has expired.' },
	{ type: 's3Error', status: 500, code: 'InternalError', message: 'Try again' },
	{ type: 'tooLong' },
	{ type: 'chunked' },
	{ type: 'gzip' },
];

/** For the lists of Notion. */
const FAULTS_OF_NOTION: readonly Fault[] = [
	{ type: 'notionError', status: 500, code: 'internal_server_error' },
	{ type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 1 },
	{ type: 'reset', at: 'middle' },
];

/**
 * Fills a page as it was planned.
 * @param passing what the planned faults are, each in turn
 */
export function addPlannedPage(
	{ workspace, faults }: Sandbox,
	plan: PagePlan,
	passing = PASSING_FAULTS,
): Page {
	const uploads = Array.from({ length: plan.files }, (_, index) =>
		workspace.upload({ name: fileNameOf(index), content: contentOf(plan, index) }),
	);
	const children = uploads.map((upload) => block.file(upload));
	const page = workspace.addPage({ title: plan.name, children });
	const { oneFaultIn } = plan;
	if (oneFaultIn === undefined) return page;
	uploads.forEach(({ path }, index) => {
		const fault = passing[Math.floor(index / oneFaultIn) % passing.length];
		if (index % oneFaultIn === 0 && fault) faults.add({ on: { server: 'storage', path }, fault });
	});
	FAULTS_OF_NOTION.forEach((fault, index) =>
		faults.add({ on: { server: 'api', path: page.id, nth: 3 * index + 2 }, fault }),
	);
	return page;
}
