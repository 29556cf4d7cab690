/**
 * The sandbox in a process of its own, so that what is measured is the node alone. Started and asked
 * by remoteSandbox.ts; ends with the process that started it.
 */
import { startSandbox, type Sandbox } from '../sandbox';
import { addPlannedPage } from './addPlannedPage';
import type { PagePlan } from './pagePlan';

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
		const pageIds = question.pages.map((plan) => addPlannedPage(sandbox as Sandbox, plan).id);
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

process.on('message', (question: Question) => {
	void answer(question).then((reply) => process.send?.(reply));
});
process.once('disconnect', () => process.exit());
