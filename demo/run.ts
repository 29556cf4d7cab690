/**
 * Runs an example workflow on n8n's own engine and leaves the files of a Notion page in demo-output/.
 * With --check it fails unless every expected file arrived, byte for byte.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

// n8n-core reads its settings when it is imported, which is why the imports below are late.
const userFolder = mkdtempSync(join(tmpdir(), 'notion-files-demo-'));
process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'demo';
process.env.N8N_LOG_LEVEL = 'error';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';

const OUTPUT = resolve('demo-output');

async function main(): Promise<void> {
	const { bytesOf, startWorkflow } = await import('../test/harness/engine');
	const { loadPackage } = await import('../test/tools/loadPackage');
	const { openWorkspace } = await import('./workspace');
	const { progressLine, withProgress } = await import('./progress');
	const { table } = await import('./table');

	const workspace = await openWorkspace(process.env);
	try {
		console.log(`Getting the files of a page of ${workspace.name}\n`);
		const workflow = JSON.parse(readFileSync(resolve('examples/get-page-files.json'), 'utf8'));
		const node = workflow.nodes.find(({ name }: { name: string }) => name === 'Notion Files');
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
		if (result.error) {
			throw new Error([result.error.message, result.error.description].filter(Boolean).join('\n'));
		}

		rmSync(OUTPUT, { recursive: true, force: true });
		const items = result.items('Notion Files');
		const written = new Map<string, string>();
		for (const { json, binary } of items) {
			const bytes = await bytesOf(binary?.data);
			const target = join(OUTPUT, String(json.path));
			mkdirSync(dirname(target), { recursive: true });
			writeFileSync(target, bytes);
			written.set(String(json.path), createHash('sha256').update(readFileSync(target)).digest('hex'));
		}
		const rows = items.map(({ json }) =>
			[json.fileName, json.mimeType, `${json.fileSize} B`, json.source].map(String),
		);
		console.log(`\n${table(['Name', 'Type', 'Size', 'Source'], rows)}`);
		for (const { message } of result.hints('Notion Files')) console.log(`  hint: ${message}`);
		console.log(`\n${items.length} files are in ${OUTPUT}`);
		if (process.argv.includes('--check')) check([...written.values()], workspace.expected ?? []);
	} finally {
		await workspace.close();
	}
}

function check(hashes: string[], expected: Array<{ name: string; sha256: string }>): void {
	const missing = expected.filter(({ sha256 }) => !hashes.includes(sha256));
	if (missing.length > 0 || hashes.length !== expected.length || expected.length === 0) {
		const names = missing.map(({ name }) => name).join(', ') || 'none';
		throw new Error(`Expected ${expected.length} files, got ${hashes.length}; missing: ${names}`);
	}
	console.log(`All ${expected.length} expected files are there, byte for byte.`);
}

main().catch((error: unknown) => {
	console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
