/**
 * Run in a process of its own, for what Node reads only when it starts: gets the files of a page with
 * the built node and prints their sums, or the error.
 *
 * Usage: node getPageFiles.js <token> <API base URL> <page ID>
 */
import '../../demo/environment';
import { createHash } from 'node:crypto';
import { bytesOf, startWorkflow } from '../harness/engine';
import { locator, notionFilesWorkflow } from '../harness/notionFilesWorkflow';
import { loadPackage } from './loadPackage';

async function main(): Promise<void> {
	const [token, apiBaseUrl, pageId] = process.argv.slice(2).map(String);
	const workflow = notionFilesWorkflow({
		operation: 'getPageFiles',
		pageId: locator('id', pageId ?? ''),
		include: ['cover', 'icon', 'properties', 'content', 'comments'],
	});
	const { done } = await startWorkflow(workflow, {
		package: await loadPackage(process.cwd()),
		credential: {
			token: token ?? '',
			apiBaseUrl: apiBaseUrl ?? '',
			allowPrivateNetworkDownloads: true,
		},
	});
	const result = await done;
	const sums = result.items('Notion Files').map(async ({ json, binary }) => {
		const bytes = await bytesOf(binary?.data);
		return [json.fileName, createHash('sha256').update(bytes).digest('hex')] as const;
	});
	const { message, description } = result.error ?? {};
	const files = Object.fromEntries(await Promise.all(sums));
	console.log(JSON.stringify({ files, message, description }));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
