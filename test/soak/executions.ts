/**
 * Run in a process of its own, with the sandbox in another: executions of the built node, one after the
 * other, each over a page of many small files, one in twenty of them with a fault on the wire. Prints
 * what arrived, and what the process held at each moment.
 *
 * Usage: node --expose-gc executions.js <executions> <files of each>
 */
import '../../demo/environment';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { leftAfterDeletion, outsideOfExecutions } from '../faults/prove/store';
import { bytesOf, startWorkflow, type Package, type WorkflowResult } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { sha256Of } from '../sandbox';
import { loadPackage } from '../tools/loadPackage';
import { memoryAtRest, memoryNow, type Memory } from './memory';
import { contentOf, fileNameOf, type PagePlan } from '../tools/pagePlan';
import { startRemoteSandbox, type RemoteSandbox } from '../tools/remoteSandbox';

/** So many that nobody could hold them all unnoticed. */
const FILE_BYTES = 32_000;
const ONE_FAULT_IN = 20;

/** Files between two looks at the memory while an execution runs. */
const SAMPLE_EVERY = 60;

/** How long sockets and timers may take to go once all is done. */
const SETTLING_MS = 5_000;

/** What became of one execution. */
export interface ExecutionReport {
	error?: string;
	items: number;
	/** Items whose bytes and name are those of their file. */
	whole: number;
	/** Requests for files, and those that met a fault. */
	asked: number;
	faulty: number;
	/** Requests to Notion that met a fault. */
	faultyOfNotion: number;
	/** In the store, after n8n has deleted the execution. */
	left: string[];
	/** Each time so many files more were stored. */
	during: Memory[];
	/** At its end, while its result is held, which grows with the files by design. */
	withResult: Memory;
	/** Once the result was let go. */
	after: Memory;
}

/** What this program prints. */
export interface ExecutionsReport {
	reports: ExecutionReport[];
	/** Sockets, timers and the like that are left at the end. */
	leftOver: string[];
	openConnections: number;
}

async function main(): Promise<void> {
	const [executions = 1, files = 1] = process.argv.slice(2).map(Number);
	const packaged = await loadPackage(process.cwd());
	const pages = Array.from({ length: executions }, (_, n) => ({
		name: `Soak ${n}`,
		files,
		bytes: FILE_BYTES,
		oneFaultIn: ONE_FAULT_IN,
	}));
	const sandbox = await startRemoteSandbox(pages);
	const before = process.getActiveResourcesInfo();
	const reports: ExecutionReport[] = [];
	for (const [n, plan] of pages.entries()) {
		const report = await execute(packaged, sandbox, plan, String(n));
		// Here nobody holds anything of the execution any more: n8n has handed its result on.
		reports.push({ ...report, after: await memoryAtRest() });
	}
	const leftOver = await resourcesBeside(before);
	const { openConnections } = await sandbox.tally();
	await sandbox.close();
	const report: ExecutionsReport = { reports, leftOver, openConnections };
	console.log(JSON.stringify(report));
}

async function execute(
	packaged: Package,
	sandbox: RemoteSandbox,
	plan: PagePlan,
	executionId: string,
): Promise<Omit<ExecutionReport, 'after'>> {
	const watched = watchStore();
	const pageId = sandbox.pageIds[Number(executionId)] ?? '';
	const result = await run(packaged, sandbox, pageId, executionId);
	watched.stop();
	const withResult = await memoryAtRest();
	const { asked, faulty, faultyOfNotion } = await sandbox.tally();
	return {
		error: result.error?.message,
		items: result.items('Notion Files').length,
		whole: await countWhole(result, plan),
		left: [...outsideOfExecutions(), ...(await leftAfterDeletion(executionId))],
		asked,
		faulty,
		faultyOfNotion,
		during: watched.samples,
		withResult,
	};
}

async function run(
	packaged: Package,
	{ token, apiBaseUrl }: RemoteSandbox,
	pageId: string,
	executionId: string,
): Promise<WorkflowResult> {
	const workflow = notionFilesWorkflow({
		operation: 'getPageFiles',
		pageId: locator('id', pageId),
		options: { downloadsAtOnce: 16, stallTimeout: 1 },
	});
	const { done } = await startWorkflow(workflow, {
		package: packaged,
		credential: { token, apiBaseUrl, allowPrivateNetworkDownloads: false },
		executionId,
	});
	return await done;
}

/** Looks at the memory whenever n8n's store has taken so many files more. */
function watchStore(): { samples: Memory[]; stop(): void } {
	const service = Container.get(BinaryDataService);
	const { store } = service;
	const samples: Memory[] = [];
	let stored = 0;
	service.store = async (...args) => {
		const kept = await store.apply(service, args);
		stored += 1;
		if (stored % SAMPLE_EVERY === 0) samples.push(memoryNow());
		return kept;
	};
	return {
		samples,
		stop() {
			service.store = store;
		},
	};
}

async function countWhole(result: WorkflowResult, plan: PagePlan): Promise<number> {
	let whole = 0;
	for (const [n, { json, binary }] of result.items('Notion Files').entries()) {
		const bytes = await bytesOf(binary?.data);
		const sum = createHash('sha256').update(bytes).digest('hex');
		if (json.fileName === fileNameOf(n) && sum === sha256Of(contentOf(plan, n))) whole += 1;
	}
	return whole;
}

/** Sockets, timers and the like that have come and not gone. */
async function resourcesBeside(before: readonly string[]): Promise<string[]> {
	const end = Date.now() + SETTLING_MS;
	for (;;) {
		const more = process.getActiveResourcesInfo();
		for (const name of before) {
			const at = more.indexOf(name);
			if (at >= 0) more.splice(at, 1);
		}
		if (more.length === 0 || Date.now() > end) return more;
		await wait(50);
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
