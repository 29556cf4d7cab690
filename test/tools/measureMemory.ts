/**
 * Run in a process of its own, as a test's compiler would drown what is to be measured: streams one
 * large file through the built node into n8n's filesystem store and prints how the process grew.
 *
 * Usage: node measureMemory.js <bytes>
 */
import '../../demo/environment';
import { block, generatedContent, startSandbox } from '../sandbox';
import { startWorkflow } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { loadPackage } from './loadPackage';

const SAMPLE_MS = 50;
const WARM_UP_BYTES = 1024 * 1024;

async function main(): Promise<void> {
	const size = Number(process.argv[2]);
	const { node, credential } = await loadPackage(process.cwd());
	const sandbox = await startSandbox();
	const get = async (bytes: number) => {
		const upload = sandbox.workspace.upload({
			name: 'large.bin',
			content: generatedContent(bytes, 'memory'),
		});
		const page = sandbox.workspace.addPage({ title: 'Large', children: [block.file(upload)] });
		const workflow = notionFilesWorkflow({
			operation: 'getPageFiles',
			pageId: locator('id', page.id),
			options: { sha256: true },
		});
		const { done } = await startWorkflow(workflow, {
			package: { node, credential },
			credential: {
				token: sandbox.token,
				apiBaseUrl: sandbox.apiBaseUrl,
				allowPrivateNetworkDownloads: false,
			},
		});
		return (await done).items('Notion Files')[0]?.json;
	};
	await get(WARM_UP_BYTES);
	const before = process.memoryUsage().rss;
	let peak = before;
	const timer = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, SAMPLE_MS);
	const json = await get(size);
	clearInterval(timer);
	await sandbox.close();
	console.log(JSON.stringify({ growth: peak - before, json }));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
