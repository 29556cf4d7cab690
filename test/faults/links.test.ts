import { goodItems, runNotionFiles, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { block, generatedContent, property, sha256Of, startSandbox, type Page } from '../sandbox';
import { proveTable } from './prove/proveTable';
import { whenSoManyAsked } from './scene/moments';
import { links } from './tables/links';
import { meanwhileInNotion } from './tables/meanwhile';
import { EXPIRED } from './tables/s3';

proveTable(links);
proveTable(meanwhileInNotion);

const FIFTY = Array.from({ length: 50 }, (_, index) => index);

async function sandboxWithFifty() {
	const sandbox = await startSandbox({ token: 'ntn_faults_renewals' });
	const uploads = FIFTY.map((index) =>
		sandbox.workspace.upload({ name: `${index}.pdf`, content: generatedContent(9000, index) }),
	);
	return { sandbox, uploads };
}

const pageFiles = (page: Page, downloadsAtOnce: number) => ({
	operation: 'getPageFiles',
	pageId: locator('id', page.id),
	options: { downloadsAtOnce },
});

test('the expired links of fifty files of one page are renewed by one read', async () => {
	const { sandbox, uploads } = await sandboxWithFifty();
	const page = sandbox.workspace.addPage({
		title: 'Fifty',
		properties: { Files: property.files(...uploads) },
	});
	const until = whenSoManyAsked(sandbox, { server: 'storage' }, uploads.length);
	for (const { path } of uploads) {
		const fault = [{ type: 'hold', until } as const, EXPIRED];
		sandbox.faults.add({ on: { server: 'storage', path }, fault });
	}
	const items = goodItems(await runNotionFiles(sandbox, pageFiles(page, 64)));
	expect(await Promise.all(items.map(async (item) => await sha256OfItem(item)))).toEqual(
		uploads.map(({ content }) => sha256Of(content)),
	);
	const reads = sandbox.requestsTo('api').filter(({ path }) => !path.includes('/children'));
	expect(reads).toHaveLength(2);
	await sandbox.close();
});

test('fifty blocks whose links expire one after the other are renewed by exactly one read each', async () => {
	const { sandbox, uploads } = await sandboxWithFifty();
	const page = sandbox.workspace.addPage({
		title: 'Fifty',
		children: uploads.map((upload) => block.pdf(upload)),
	});
	for (const { path } of uploads) {
		sandbox.faults.add({ on: { server: 'storage', path }, fault: EXPIRED });
	}
	const items = goodItems(await runNotionFiles(sandbox, pageFiles(page, 4)));
	expect(items).toHaveLength(50);
	const reads = sandbox.requestsTo('api').filter(({ path }) => !path.includes('/children'));
	expect(reads).toHaveLength(1 + 50);
	await sandbox.close();
});
