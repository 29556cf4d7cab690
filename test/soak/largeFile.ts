/**
 * Run in a process of its own, as a test's compiler would drown what is to be measured, and with the
 * sandbox in another: streams one large file through the built node into n8n's filesystem store and
 * prints how the process grew.
 *
 * Usage: node largeFile.js <bytes>
 */
import '../../demo/environment';
import type { IDataObject } from 'n8n-workflow';
import { startWorkflow } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { loadPackage } from '../tools/loadPackage';
import { largeFile } from '../tools/pagePlan';
import { startRemoteSandbox } from '../tools/remoteSandbox';

const SAMPLE_MS = 20;
const WARM_UP_BYTES = 1024 * 1024;

/** What this program prints. */
export interface LargeFileReport {
	/** From before the download to the highest moment in it, in bytes. */
	growth: number;
	json: IDataObject | undefined;
}

async function main(): Promise<void> {
	const size = Number(process.argv[2]);
	const packaged = await loadPackage(process.cwd());
	const sandbox = await startRemoteSandbox([largeFile(WARM_UP_BYTES), largeFile(size)]);
	const { token, apiBaseUrl, pageIds } = sandbox;
	const get = async (pageId: string) => {
		const workflow = notionFilesWorkflow({
			operation: 'getPageFiles',
			pageId: locator('id', pageId),
			options: { sha256: true },
		});
		const { done } = await startWorkflow(workflow, {
			package: packaged,
			credential: { token, apiBaseUrl, allowPrivateNetworkDownloads: false },
		});
		return (await done).items('Notion Files')[0]?.json;
	};
	const [warmUp = '', large = ''] = pageIds;
	await get(warmUp);
	const before = process.memoryUsage().rss;
	let peak = before;
	const timer = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, SAMPLE_MS);
	const json = await get(large);
	clearInterval(timer);
	await sandbox.close();
	const report: LargeFileReport = { growth: peak - before, json };
	console.log(JSON.stringify(report));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
