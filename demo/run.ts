/**
 * Runs an example workflow on n8n's own engine and leaves the files of a Notion page in demo-output/.
 * With --check it fails unless every expected file arrived, byte for byte.
 */
import './environment';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import {
	bytesOf,
	startWorkflow,
	type WorkflowJson,
	type WorkflowResult,
} from '../test/harness/engine';
import { loadPackage } from '../test/tools/loadPackage';
import { progressLine, withProgress } from './progress';
import { table } from './table';
import { openWorkspace, type DemoWorkspace } from './workspace';

const EXAMPLE = resolve('examples/get-page-files.json');
const OUTPUT = resolve('demo-output');
const NODE = 'Notion Files';

async function main(): Promise<void> {
	const workspace = await openWorkspace(process.env);
	try {
		console.log(`Getting the files of a page from ${workspace.name}\n`);
		const result = await run(workspace);
		const items = result.items(NODE);
		const written = await writeAll(items);
		console.log(`\n${summary(items)}`);
		for (const { message } of result.hints(NODE)) console.log(`Hint: ${asText(message)}`);
		console.log(`\n${items.length} files are in ${OUTPUT}`);
		if (process.argv.includes('--check')) check(written, workspace);
	} finally {
		await workspace.close();
	}
}

async function run(workspace: DemoWorkspace): Promise<WorkflowResult> {
	const workflow = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as WorkflowJson;
	const node = workflow.nodes.find(({ name }) => name === NODE);
	if (node === undefined) throw new Error(`${EXAMPLE} has no node “${NODE}”`);
	const mode = /^[\w-]+:\/\//.test(workspace.page) ? 'url' : 'id';
	node.parameters.pageId = { __rl: true, mode, value: workspace.page };

	const { node: type, credential } = await loadPackage(process.cwd());
	const progress = progressLine();
	const running = await startWorkflow(workflow, {
		package: { node: withProgress(type, progress.file), credential },
		credential: workspace.credential,
	});
	const result = await running.done;
	progress.end();
	if (result.error === undefined) return result;
	const { message, description } = result.error;
	throw new Error([message, description].filter(Boolean).join('\n'));
}

/** Writes every file to its path and returns the SHA-256 of what then lies there. */
async function writeAll(items: INodeExecutionData[]): Promise<string[]> {
	rmSync(OUTPUT, { recursive: true, force: true });
	const hashes: string[] = [];
	for (const { json, binary } of items) {
		const target = join(OUTPUT, String(json.path));
		mkdirSync(dirname(target), { recursive: true });
		writeFileSync(target, await bytesOf(binary?.data));
		hashes.push(createHash('sha256').update(readFileSync(target)).digest('hex'));
	}
	return hashes;
}

function summary(items: INodeExecutionData[]): string {
	const rows = items.map(({ json, binary }) =>
		[json.fileName, binary?.data?.mimeType, binary?.data?.fileSize, json.pageTitle].map(String),
	);
	return table(['Name', 'Type', 'Size', 'Page'], rows);
}

/** n8n shows hints as HTML, with links to Notion. */
function asText(html: string): string {
	return html.replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, '$2 ($1)');
}

function check(hashes: string[], { expected = [] }: DemoWorkspace): void {
	const missing = expected.filter(({ sha256 }) => !hashes.includes(sha256));
	if (expected.length === 0 || missing.length > 0 || hashes.length !== expected.length) {
		const names = missing.map(({ name }) => name).join(', ') || 'none';
		throw new Error(`Expected ${expected.length} files, got ${hashes.length}; missing: ${names}`);
	}
	console.log(`All ${expected.length} expected files are there, byte for byte.`);
}

main().catch((error: unknown) => {
	console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
