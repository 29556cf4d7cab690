/**
 * The sandbox in a process of its own, so that what is measured is the node alone. Started and asked
 * by remoteSandbox.ts; ends with the process that started it.
 */
import { block, startSandbox, type Fault, type Page, type Sandbox } from '../sandbox';
import { contentOf, fileNameOf, type PagePlan } from './pagePlan';

/** Each in turn; all of them pass when what met them is tried again. */
const FAULTS: readonly Fault[] = [
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

export interface Opened {
	token: string;
	apiBaseUrl: string;
	pageIds: string[];
}

/** What has happened since the last time. */
export interface Tally {
	/** Requests for files. */
	asked: number;
	/** Requests for files that met a fault. */
	faulty: number;
	/** Requests to Notion that met a fault. */
	faultyOfNotion: number;
	openConnections: number;
}

export type Question = { kind: 'open'; pages: readonly PagePlan[] } | { kind: 'tally' };

let sandbox: Sandbox | undefined;

async function answer(question: Question): Promise<Opened | Tally> {
	if (question.kind === 'open') {
		sandbox = await startSandbox();
		const { token, apiBaseUrl } = sandbox;
		const pageIds = question.pages.map((plan) => addPage(sandbox as Sandbox, plan).id);
		return { token, apiBaseUrl, pageIds };
	}
	if (!sandbox) throw new Error('The sandbox is not open');
	const isFaulty = ({ faults }: { faults: string[] }) => faults.length > 0;
	const tally = {
		asked: sandbox.requestsTo('storage').length,
		faulty: sandbox.requestsTo('storage').filter(isFaulty).length,
		faultyOfNotion: sandbox.requestsTo('api').filter(isFaulty).length,
		openConnections: sandbox.openConnections(),
	};
	sandbox.journal.clear();
	return tally;
}

function addPage({ workspace, faults }: Sandbox, plan: PagePlan): Page {
	const uploads = Array.from({ length: plan.files }, (_, index) =>
		workspace.upload({ name: fileNameOf(index), content: contentOf(plan, index) }),
	);
	const children = uploads.map((upload) => block.file(upload));
	const page = workspace.addPage({ title: plan.name, children });
	const { oneFaultIn } = plan;
	if (oneFaultIn === undefined) return page;
	uploads.forEach(({ path }, index) => {
		const fault = FAULTS[Math.floor(index / oneFaultIn) % FAULTS.length];
		if (index % oneFaultIn === 0 && fault) faults.add({ on: { server: 'storage', path }, fault });
	});
	FAULTS_OF_NOTION.forEach((fault, index) =>
		faults.add({ on: { server: 'api', path: page.id, nth: 3 * index + 2 }, fault }),
	);
	return page;
}

process.on('message', (question: Question) => {
	void answer(question).then((reply) => process.send?.(reply));
});
process.once('disconnect', () => process.exit());
