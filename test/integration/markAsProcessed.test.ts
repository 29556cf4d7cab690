import { ExecuteContext } from 'n8n-core';
import type { IDataObject, INode, INodeType, IRunExecutionData } from 'n8n-workflow';
import { Bucket, MARK, UPLOAD } from '../harness/backupWorkflow';
import { useDeduplication } from '../harness/useDeduplication';
import type { WorkflowJson, WorkflowResult } from '../harness/engine';
import { nodeType, otherNodes, uploadNodes } from '../harness/n8nNodes';
import { credentialOf, NODE } from '../harness/notionFiles';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { runWorkflow } from '../harness/runWorkflow';
import { turnClock } from '../harness/turnClock';
import { connectionsOf } from '../harness/wires';
import { block, startSandbox, type Sandbox } from '../sandbox';

// Not in hexadecimal digits: paths hold IDs.
const ALL = ['memo.txt', 'plan.txt', 'sketch.txt'];
const OTHERS = ['memo.txt', 'sketch.txt'];

let sandbox: Sandbox;
let bucket: Bucket;
let staticData: IDataObject;
let kept: Record<string, IRunExecutionData>;
let pageId: string;

useDeduplication();

turnClock();

beforeAll(async () => {
	sandbox = await startSandbox();
	const { workspace } = sandbox;
	pageId = workspace.addPage({
		title: 'Handbook',
		children: ALL.map((name) => block.file(workspace.upload({ name, content: name }))),
	}).id;
});

beforeEach(() => {
	bucket = new Bucket();
	staticData = {};
	kept = {};
});

afterAll(async () => await sandbox.close());

/** A node between Notion Files and Mark as Processed. */
type Between = Partial<INode> & { name: string; type: string };

interface Row {
	nodes: Between[];
	/** As “From:output > To:input”, separated by commas; without the numbers, the first of each. */
	wires: string;
	/** How many times the bucket refuses “plan.txt”. */
	refusals?: number;
	/** It refuses every file. */
	refusesAll?: boolean;
	/** What the next run skips. */
	processed: string[];
	/** What Mark as Processed reports. */
	hints?: string[];
	error?: string;
	pinned?: string;
	/** What a sub-workflow does, and whether n8n keeps its execution. */
	sub?: { nodes: Between[]; wires: string; isKept?: boolean };
}

const STRAIGHT = `${NODE} > ${UPLOAD}, ${UPLOAD} > ${MARK}`;

const onError = { regular: 'continueRegularOutput', output: 'continueErrorOutput' } as const;

const upload = (more: Partial<INode> = {}, type = 'test.upload'): Between => ({
	name: UPLOAD,
	type,
	...more,
});

function workflowOf({ nodes, wires }: Pick<Row, 'nodes' | 'wires'>): WorkflowJson {
	const parameters = { operation: 'getPageFiles', pageId: locator('id', pageId) };
	const json = notionFilesWorkflow({ ...parameters, onlyNewFiles: true });
	const [start, notionFiles] = json.nodes as [INode, INode];
	const mark = { ...notionFiles, name: MARK, parameters: { operation: 'markAsProcessed' } };
	const between = nodes.map((node) => ({ ...start, ...node }));
	return {
		nodes: [...json.nodes, mark, ...between].map((node, id) => ({ ...node, id: String(id) })),
		connections: { ...json.connections, ...connectionsOf(wires) },
		settings: { executionOrder: 'v1' },
	};
}

async function run(json: WorkflowJson, row: Partial<Row> = {}): Promise<WorkflowResult> {
	return await runWorkflow(json, {
		credential: { ...credentialOf(sandbox) },
		mode: 'trigger',
		staticData,
		executions: kept,
		others: { ...nodes(), [SUB_WORKFLOW]: subWorkflow(row.sub) },
		pinData:
			row.pinned === undefined
				? undefined
				: { [row.pinned]: ALL.map(() => ({ json: { ok: true } })) },
	});
}

const SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflow';

const nodes = (): Record<string, INodeType> => ({ ...otherNodes, ...uploadNodes(bucket) });

/** As ExecuteWorkflow.node.js of n8n-nodes-base 2.41, once for all items. */
function subWorkflow({ nodes: all, wires, isKept = true }: NonNullable<Row['sub']> = NONE) {
	return nodeType(async function () {
		const { nodes: between, connections } = workflowOf({ nodes: all, wires });
		const [start] = between as [INode];
		const json = { nodes: [start, ...between.slice(3)], connections };
		const { run: done, error } = await runWorkflow(json, {
			credential: {},
			mode: 'integrated',
			items: this.getInputData(),
			others: nodes(),
		});
		if (error) throw error;
		const executionId = 'sub';
		if (isKept) kept[executionId] = done.data;
		this.setMetadata({ subExecution: { executionId, workflowId: 'sub' }, subExecutionsCount: 1 });
		const { runData, lastNodeExecuted = '' } = done.data.resultData;
		return (runData[lastNodeExecuted]?.at(-1)?.data?.main ?? []).map((items) => items ?? []);
	});
}

const NONE = { nodes: [], wires: '' };

/** Runs the workflow of a row, then checks what is returned again. */
async function prove({ processed, hints = [], error, ...row }: Row): Promise<void> {
	let { refusals = 0 } = row;
	bucket.failing = (path) => row.refusesAll || (path.includes('plan') && refusals-- > 0);
	const result = await run(workflowOf(row), row);
	const again = await run(workflowOf({ nodes: [], wires: '' }), {});
	const given = again.items(NODE).map(({ json }) => String(json.fileName));
	expect({
		processed: ALL.filter((name) => !given.includes(name)),
		hints: hintsOfMark(result),
		error: result.error?.message,
	}).toEqual({ processed, hints, error });
	// Whatever a row says: what is not in the bucket is returned again.
	for (const name of ALL) {
		const isStored = bucket.uploads.some((path) => path.includes(name.replace('.txt', '')));
		if (!isStored) expect(given).toContain(name);
	}
}

function hintsOfMark(result: WorkflowResult): string[] {
	const runs = result.run.data.resultData.runData[MARK] ?? [];
	return runs.flatMap(({ hints = [] }) => hints.map(({ message }) => message));
}

const FOREVER = Infinity;
const WHOLE = 'test.uploadAfterLogin';
const failed = `“${UPLOAD}” failed, and n8n passed its input on`;
const failedForItem = `“${UPLOAD}” failed for the item`;
const unnamed = 'Cannot tell which file this item belongs to';

const set: Between = { name: 'Edit Fields', type: 'test.set' };
const noOp: Between = { name: 'Wait', type: 'n8n-nodes-base.noOp' };
const loop: Between = { name: 'Loop', type: 'test.loop' };
const merge: Between = { name: 'Merge', type: 'test.merge' };
const choose: Between = { ...merge, parameters: { mode: 'chooseBranch' } };
const combine: Between = { ...merge, parameters: { mode: 'combine' } };
const aggregate: Between = { name: 'Aggregate', type: 'test.aggregate' };
const UPLOADING = { nodes: [upload({ onError: onError.regular })], wires: `Start > ${UPLOAD}` };
const inSubWorkflow = (sub: Row['sub']) => ({
	nodes: [{ name: 'Sub', type: SUB_WORKFLOW }],
	wires: `${NODE} > Sub, Sub > ${MARK}`,
	refusals: FOREVER,
	sub,
});
/** n8n before 2.0 lets no node look at another execution. */
const showsOthers = 'getExecutionDataById' in ExecuteContext.prototype;
const unseen =
	'n8n does not show whether a node failed in the sub-workflow of “Sub”; set that workflow to save its successful executions';
const branch: Between = { name: 'If', type: 'test.if' };

describe('an upload that fails as a whole', () => {
	const rows: Array<[string, Pick<Row, 'nodes' | 'wires'>]> = [
		[
			'and is let through on the success output',
			{ nodes: [upload({ onError: onError.regular }, WHOLE)], wires: STRAIGHT },
		],
		[
			'and is let through with an error output',
			{ nodes: [upload({ onError: onError.output }, WHOLE)], wires: STRAIGHT },
		],
		[
			'after which a node returns other data',
			{
				nodes: [upload({ onError: onError.regular }, WHOLE), set],
				wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Edit Fields, Edit Fields > ${MARK}`,
			},
		],
		[
			'in each of its tries',
			{
				nodes: [
					upload(
						{ onError: onError.regular, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
						WHOLE,
					),
				],
				wires: STRAIGHT,
			},
		],
		[
			'on the way to an input of a Merge that passes the other one on',
			{
				nodes: [upload({ onError: onError.regular }, WHOLE), choose],
				wires: `${NODE} > ${UPLOAD}, ${NODE} > Merge, ${UPLOAD} > Merge:1, Merge > ${MARK}`,
			},
		],
		[
			'after which everything is combined',
			{
				nodes: [upload({ onError: onError.regular }, WHOLE), aggregate],
				wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Aggregate, Aggregate > ${MARK}`,
			},
		],
	];
	test.each(rows)('%s', async (_, row) => {
		const hints = [`3 of 3 files were not marked: ${failed}`];
		await prove({ ...row, refusals: FOREVER, processed: [], hints });
	});
});

describe('an upload that fails for one file', () => {
	const one = (why: string) => ({
		processed: OTHERS,
		hints: [`1 of 3 files was not marked: ${why}`],
	});
	const [itemFailed, nodeFailed] = [one(failedForItem), one(failed)];
	const rows: Array<[string, Row]> = [
		[
			'and returns an item for it',
			{
				nodes: [upload({ onError: onError.regular })],
				wires: STRAIGHT,
				...itemFailed,
			},
		],
		[
			'and returns an item for it, whose error the next node drops',
			{
				nodes: [upload({ onError: onError.regular }), set],
				wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Edit Fields, Edit Fields > ${MARK}`,
				...itemFailed,
			},
		],
		[
			'and sends it to an error output that leads nowhere',
			{ nodes: [upload({ onError: onError.output })], wires: STRAIGHT, processed: OTHERS },
		],
		[
			'and sends it to an error output, and on to a node that drops the error',
			{
				nodes: [upload({ onError: onError.output }), set],
				wires: `${STRAIGHT}, ${UPLOAD}:1 > Edit Fields, Edit Fields > ${MARK}`,
				processed: OTHERS,
				hints: [`1 of 1 file was not marked: ${failedForItem}`],
			},
		],
		[
			'and passes its input on, as FTP does',
			{
				nodes: [upload({ onError: onError.regular }, 'test.uploadAndKeep')],
				wires: STRAIGHT,
				...itemFailed,
			},
		],
		[
			'and returns items without JSON, as Nextcloud does',
			{
				nodes: [upload({ onError: onError.regular }, 'test.uploadWithoutJson')],
				wires: STRAIGHT,
				...itemFailed,
			},
		],
		[
			'and returns items that only n8n pairs',
			{
				nodes: [upload({ onError: onError.regular }, 'test.uploadUnpaired')],
				wires: STRAIGHT,
				...itemFailed,
			},
		],
		[
			'and returns items that nobody pairs: none of them is marked, and it says so',
			{
				nodes: [upload({ onError: onError.output }, 'test.uploadUnpaired')],
				wires: STRAIGHT,
				processed: [],
				error: unnamed,
			},
		],
		[
			'before everything is combined',
			{
				nodes: [upload({ onError: onError.regular }), aggregate],
				wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Aggregate, Aggregate > ${MARK}`,
				...itemFailed,
			},
		],
		[
			'in one turn of a loop, as a whole',
			{
				nodes: [loop, upload({ onError: onError.regular }, WHOLE)],
				wires: `${NODE} > Loop, Loop:1 > ${UPLOAD}, ${UPLOAD} > Loop, Loop > ${MARK}`,
				...nodeFailed,
			},
		],
		[
			'in one turn of a loop in which it is marked as well',
			{
				nodes: [loop, upload({ onError: onError.regular }, WHOLE)],
				wires: `${NODE} > Loop, Loop:1 > ${UPLOAD}, ${UPLOAD} > ${MARK}, ${MARK} > Loop`,
				processed: OTHERS,
				hints: [`1 of 1 file was not marked: ${failed}`],
			},
		],
		[
			'and stops the workflow',
			{
				nodes: [upload()],
				wires: STRAIGHT,
				processed: [],
				error: expect.stringContaining('The bucket refused') as unknown as string,
			},
		],
		[
			'on one of two branches',
			{
				nodes: [
					branch,
					upload({ onError: onError.regular }, WHOLE),
					upload({ name: 'Other' }),
					merge,
				],
				wires: `${NODE} > If, If > ${UPLOAD}, If:1 > Other, ${UPLOAD} > Merge, Other > Merge:1, Merge > ${MARK}`,
				...nodeFailed,
			},
		],
		[
			'and goes to an error output, while a Merge waits and passes the files themselves on',
			{
				nodes: [upload({ onError: onError.output }), choose],
				wires: `${NODE} > ${UPLOAD}, ${NODE} > Merge, ${UPLOAD} > Merge:1, Merge > ${MARK}`,
				...itemFailed,
			},
		],
		[
			'and goes to an error output, so that a Merge pairs its file with another’s upload',
			{
				nodes: [upload({ onError: onError.output }), combine],
				wires: `${NODE} > ${UPLOAD}, ${NODE} > Merge, ${UPLOAD} > Merge:1, Merge > ${MARK}`,
				processed: ['memo.txt'],
				hints: [`1 of 2 files was not marked: ${failedForItem}`],
			},
		],
	];
	test.each(rows)('%s', async (_, row) => await prove({ ...row, refusals: FOREVER }));

	test.each([
		['', `${UPLOAD} > Merge:1`],
		['and of a node after it ', `${UPLOAD} > Edit Fields, Edit Fields > Merge:1`],
	])('nothing comes out of the upload %sand a Merge passes the files on', async (_, wires) => {
		await prove({
			nodes: [upload({ onError: onError.output }), set, choose],
			wires: `${NODE} > ${UPLOAD}, ${NODE} > Merge, ${wires}, Merge > ${MARK}`,
			refusesAll: true,
			processed: [],
			hints: [`3 of 3 files were not marked: ${failedForItem}`],
		});
	});
});

describe('all is well', () => {
	const straight = (type: string, more: Partial<INode> = {}) => ({
		nodes: [upload(more, type)],
		wires: STRAIGHT,
	});
	const rows: Array<[string, Omit<Row, 'processed'>]> = [
		['after an upload', straight('test.upload')],
		['after items without JSON', straight('test.uploadWithoutJson')],
		[
			'after items without JSON, if errors go on',
			straight('test.uploadWithoutJson', { onError: onError.regular }),
		],
		['after items that only n8n pairs', straight('test.uploadUnpaired')],
		[
			'after items that nobody pairs, as many as went in',
			straight('test.uploadUnpaired', { onError: onError.output }),
		],
		['after a node that passes its input on', straight('test.uploadAndKeep')],
		[
			'after an upload whose second try succeeded',
			{
				...straight(WHOLE, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }),
				refusals: 1,
			},
		],
		[
			'if what failed was uploaded again by the same node',
			{
				nodes: [upload({ onError: onError.output }), { name: 'Again', type: 'test.takeAgain' }],
				wires: `${STRAIGHT}, ${UPLOAD}:1 > Again, Again > ${UPLOAD}`,
				refusals: 1,
			},
		],
		[
			'between nodes that pass their input on',
			{
				nodes: [noOp, upload(), set],
				wires: `${NODE} > Wait, Wait > ${UPLOAD}, ${UPLOAD} > Edit Fields, Edit Fields > ${MARK}`,
			},
		],
		[
			'in a loop',
			{
				nodes: [loop, upload()],
				wires: `${NODE} > Loop, Loop:1 > ${UPLOAD}, ${UPLOAD} > Loop, Loop > ${MARK}`,
			},
		],
		[
			'if everything is combined',
			{
				nodes: [upload(), aggregate],
				wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Aggregate, Aggregate > ${MARK}`,
			},
		],
		[
			'if two branches are appended',
			{
				nodes: [branch, upload(), upload({ name: 'Other' }), merge],
				wires: `${NODE} > If, If > ${UPLOAD}, If:1 > Other, ${UPLOAD} > Merge, Other > Merge:1, Merge > ${MARK}`,
			},
		],
		[
			'if something else is merged into the files',
			{
				nodes: [upload(), set, combine],
				wires: `${NODE} > ${UPLOAD}, ${NODE} > Edit Fields, ${UPLOAD} > Merge, Edit Fields > Merge:1, Merge > ${MARK}`,
			},
		],
		[
			'after a node that does not say where its items come from, but keeps fileId and page',
			{
				nodes: [upload({}, 'test.uploadAndKeep'), { name: 'Code', type: 'test.code' }],
				wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Code, Code > ${MARK}`,
				error: unnamed,
			},
		],
	];
	test.each(rows)('%s', async (_, row) => await prove({ ...row, processed: ALL }));
});

describe('nothing shows that the files were uploaded', () => {
	const rows: Array<[string, Omit<Row, 'processed' | 'hints'>, string]> = [
		[
			'after a node that is disabled',
			{ nodes: [upload({ disabled: true })], wires: STRAIGHT },
			`“${UPLOAD}” is disabled`,
		],
		[
			'after pinned data',
			{ nodes: [upload()], wires: STRAIGHT, pinned: UPLOAD },
			`“${UPLOAD}” did not run, since its output is pinned`,
		],
		[
			'after a node that returned nothing and always outputs data',
			{
				nodes: [{ name: 'Nothing', type: 'test.nothing', alwaysOutputData: true }],
				wires: `${NODE} > Nothing, Nothing > ${MARK}`,
			},
			'“Nothing” returned no items',
		],
		[
			'after a sub-workflow that lets a failure through, and returns its input',
			inSubWorkflow({
				nodes: [upload({ onError: onError.regular }, WHOLE), noOp],
				wires: `Start > ${UPLOAD}, ${UPLOAD} > Wait`,
			}),
			`the sub-workflow of “Sub” returned its own input, which does not show whether it succeeded; let it return the output of the upload instead`,
		],
		[
			'after a sub-workflow that lets a failure through, and returns other data',
			inSubWorkflow({
				nodes: [upload({ onError: onError.regular }, WHOLE), set],
				wires: `Start > ${UPLOAD}, ${UPLOAD} > Edit Fields`,
			}),
			showsOthers ? 'a node failed in the sub-workflow of “Sub”' : unseen,
		],
		[
			'after a sub-workflow in which the next node drops the failure of one file',
			inSubWorkflow({
				nodes: [upload({ onError: onError.regular }), set],
				wires: `Start > ${UPLOAD}, ${UPLOAD} > Edit Fields`,
			}),
			showsOthers ? 'a node failed in the sub-workflow of “Sub”' : unseen,
		],
		[
			'after a sub-workflow whose execution is not saved',
			{ ...inSubWorkflow({ ...UPLOADING, isKept: false }), refusals: 0 },
			unseen,
		],
		[
			'if the second of two uploads failed as a whole',
			{
				nodes: [upload(), { name: 'Second', type: 'test.fail', onError: onError.regular }, combine],
				wires: `${NODE} > ${UPLOAD}, ${NODE} > Second, ${UPLOAD} > Merge, Second > Merge:1, Merge > ${MARK}`,
			},
			'“Second” failed, and n8n passed its input on',
		],
	];
	test.each(rows)('%s', async (_, row, why) => {
		const hints = [`3 of 3 files were not marked: ${why}`];
		await prove({ ...row, processed: [], hints });
	});

	test('after a node whose name is markup, which stays text in the hint', async () => {
		await prove({
			nodes: [upload({ name: '<b>Up</b>', disabled: true })],
			wires: `${NODE} > <b>Up</b>, <b>Up</b> > ${MARK}`,
			processed: [],
			hints: ['3 of 3 files were not marked: “&lt;b&gt;Up&lt;/b&gt;” is disabled'],
		});
	});

	test('if a node is set to execute once: except for the first', async () => {
		const row = { nodes: [upload({ executeOnce: true })], wires: STRAIGHT };
		await prove({ ...row, processed: ['memo.txt'] });
	});

	test('after a failure and a node that names the files itself', async () => {
		const code = { name: 'Code', type: 'test.code' };
		await prove({
			nodes: [upload({ onError: onError.regular }, WHOLE), code],
			wires: `${NODE} > ${UPLOAD}, ${UPLOAD} > Code, Code > ${MARK}`,
			refusals: FOREVER,
			processed: [],
			error: unnamed,
		});
	});
});

describe('a sub-workflow whose last node shows what failed', () => {
	const failedInSub = '1 of 3 files was not marked: “Sub” failed for the item';
	const rows: Array<[string, number, string[], string[]]> = showsOthers
		? [
				['is believed: nothing', 0, ALL, []],
				['is believed: one file', FOREVER, OTHERS, [failedInSub]],
			]
		: [['is not believed', 0, [], [`3 of 3 files were not marked: ${unseen}`]]];
	test.each(rows)('%s', async (_, refusals, processed, hints) => {
		await prove({ ...inSubWorkflow(UPLOADING), refusals, processed, hints });
	});
});

test('items without JSON are passed on as empty ones', async () => {
	const result = await run(
		workflowOf({ nodes: [upload({}, 'test.uploadWithoutJson')], wires: STRAIGHT }),
	);
	expect(result.items(MARK).map(({ json }) => json)).toEqual([{}, {}, {}]);
});
