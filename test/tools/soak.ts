/**
 * Run in a process of its own: ten thousand small files of one page through the built node, one in
 * twenty with a fault on the wire, and prints what came and how the memory behaved.
 *
 * Usage: node soak.js <files>
 */
import '../../demo/environment';
import { createHash } from 'node:crypto';
import { block, startSandbox, type Fault } from '../sandbox';
import { bytesOf, startWorkflow } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { loadPackage } from './loadPackage';

const EVERY_NTH_BREAKS = 20;

/** Each kind in turn; all of them pass when the download is tried again. */
const FAULTS: Fault[] = [
	{ type: 'reset', at: 'headers' },
	{ type: 'reset', at: 'firstByte' },
	{ type: 'reset', at: 'middle' },
	{ type: 'reset', at: 'lastByte' },
	{ type: 'stall', at: 'middle' },
	{ type: 'truncate', at: 'middle' },
	{ type: 'status', status: 503 },
	{ type: 'status', status: 429, headers: { 'retry-after': '1' } },
	{ type: 'empty202' },
	{ type: 's3Error', status: 403, code: 'AccessDenied', message: 'Request has expired' },
	{ type: 's3Error', status: 500, code: 'InternalError', message: 'Try again' },
	{ type: 'chunked' },
	{ type: 'gzip' },
];

const contentOf = (n: number): Buffer =>
	Buffer.from(`file ${n} ${createHash('sha256').update(String(n)).digest('hex')}`.repeat(20));

async function main(): Promise<void> {
	const files = Number(process.argv[2]);
	const { node, credential } = await loadPackage(process.cwd());
	const sandbox = await startSandbox();
	const uploads = Array.from({ length: files }, (_, n) =>
		sandbox.workspace.upload({ name: `${n}.bin`, content: contentOf(n) }),
	);
	const page = sandbox.workspace.addPage({
		title: 'Soak',
		children: uploads.map((upload) => block.file(upload)),
	});
	uploads.forEach(({ path }, n) => {
		const fault = FAULTS[Math.floor(n / EVERY_NTH_BREAKS) % FAULTS.length];
		if (n % EVERY_NTH_BREAKS === 0 && fault) {
			sandbox.faults.add({ on: { server: 'storage', path }, fault });
		}
	});
	const heap: number[] = [];
	const timer = setInterval(() => heap.push(process.memoryUsage().rss), 250);
	const workflow = notionFilesWorkflow({
		operation: 'getPageFiles',
		pageId: locator('id', page.id),
		options: { downloadsAtOnce: 16, stallTimeout: 1 },
	});
	const { done } = await startWorkflow(workflow, {
		package: { node, credential },
		credential: {
			token: sandbox.token,
			apiBaseUrl: sandbox.apiBaseUrl,
			allowPrivateNetworkDownloads: false,
		},
	});
	const result = await done;
	clearInterval(timer);
	const items = result.items('Notion Files');
	let whole = 0;
	for (const [n, { json, binary }] of items.entries()) {
		const bytes = await bytesOf(binary?.data);
		if (json.fileName === `${n}.bin` && bytes.equals(contentOf(n))) whole += 1;
	}
	const asked = sandbox.requestsTo('storage').length;
	const faulty = sandbox.requests.filter(({ faults }) => faults.length > 0).length;
	await sandbox.close();
	const third = Math.floor(heap.length / 3);
	const growth = Math.max(...heap.slice(third)) - Math.max(...heap.slice(0, third));
	const error = result.error?.message;
	console.log(JSON.stringify({ items: items.length, whole, asked, faulty, growth, error }));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
