import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import { block, property, startSandbox, type Sandbox } from '../../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../../sandbox/teamHandbook';
import { Browser } from '../editor/Browser';
import { Editor } from '../editor/Editor';
import { eventually } from '../editor/eventually';
import type { NodeView } from '../editor/NodeView';
import { picture, pictureForDocs } from '../editor/pictures';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { sharedN8n, type SharedN8n } from '../n8n/shared';

let n8n: SharedN8n;
let sandbox: Sandbox;
let handbook: TeamHandbook;
let browser: Browser;
let editor: Editor;

beforeAll(async () => {
	browser = await Browser.start();
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
	editor = await Editor.open(browser, n8n);
});

afterAll(async () => {
	await browser?.close();
	await sandbox?.close();
});

/** Opens the node of a workflow that has these parameters. */
async function nodeWith(parameters: INodeParameters, credentialData = {}): Promise<NodeView> {
	const { client } = n8n;
	const data = { ...credentialDataOf(sandbox), ...credentialData };
	const credential = await client.createCredential('Acme’s Notion', NOTION_FILES_API, data);
	const { id } = await client.createWorkflow({
		name: 'Team handbook',
		...notionFilesWorkflow(parameters, { credentials: { [NOTION_FILES_API]: credential } }),
	});
	await editor.openWorkflow(id);
	return await editor.openNode(NODE);
}

function urlOf(pageId: string): string {
	return `https://www.notion.so/acme/Team-handbook-${pageId.replaceAll('-', '')}?pvs=4`;
}

describe('the node panel', () => {
	test('finds the node by its name, and by those of its operations', async () => {
		const panel = await editor.startWorkflow();
		const names = ['page', 'block', 'property', 'database', 'workspace'].map(
			(name) => `get ${name} files`,
		);
		const words = [...names, 'mark files as processed', 'notion files'];
		for (const text of words) {
			await panel.search('nothing at all');
			await panel.entry(NODE).waitFor({ state: 'detached' });
			await panel.search(text);
			await panel.entry(NODE).waitFor();
		}
	});

	test('offers triggers and operations, and opens the chosen one', async () => {
		const panel = await editor.startWorkflow();
		await panel.search('notion files');
		await panel.entry(NODE).click();
		await panel.entry('On new file').waitFor();
		await panel.section('Actions').click();
		await panel.entry('Get block files').waitFor();
		await panel.entry('Get property files').waitFor();
		await pictureForDocs(editor.page, 'node-panel', { of: [panel.root], height: 720 });
		await panel.entry('Get page files').click();
		const node = editor.openedNode();
		await eventually(async () => await node.chosen('operation'), 'Get Page Files');
		await picture(editor.page, 'fresh-node');
	});
});

describe('the credential dialog', () => {
	test('says what to do about a wrong token, and accepts the right one', async () => {
		const node = await nodeWith({}, { token: 'ntn_wrong' });
		const dialog = await node.editCredential();
		await dialog.showDetails();
		const advice = dialog.root.getByText(/Notion rejected this token. Copy the secret/);
		await advice.waitFor();
		await picture(editor.page, 'credential-refused');
		await dialog.field('token').fill(sandbox.token);
		await dialog.save();
		await dialog.root.getByText('Connection tested successfully').waitFor();
		expect(await advice.count()).toBe(0);
		await pictureForDocs(editor.page, 'credential', { of: [dialog.root], height: 400 });
	});
});

describe('the form', () => {
	test('searches the list of pages, and returns the files of the chosen one', async () => {
		const node = await nodeWith({});
		const page = node.locator('pageId');
		await page.field.click();
		await page.entries.filter({ hasText: 'Team handbook' }).waitFor();
		await picture(editor.page, 'page-list');
		await page.search.fill('guide');
		await eventually(async () => await page.entries.allInnerTexts(), ['Office guide']);
		await pictureForDocs(editor.page, 'page-search', { of: [node.parameters], height: 280 });
		await page.entries.first().click();
		expect(await page.field.inputValue()).toBe('Office guide');
		await node.execute();
		await eventually(async () => await node.output.count.innerText(), '2 items');
		const cut = { of: [node.parameters, node.output.root], height: 620 };
		await pictureForDocs(editor.page, 'output', cut);
	});

	test('offers all properties before a page is chosen', async () => {
		const node = await nodeWith({ operation: 'getPropertyFiles' });
		expect(await node.options('property')).toEqual(['All Files Properties']);
		await picture(editor.page, 'property-list-without-page');
	});

	test('finds in the list of pages the one whose URL is pasted there', async () => {
		const node = await nodeWith({});
		const page = node.locator('pageId');
		await page.field.click();
		await page.search.fill(urlOf(handbook.page.id));
		await eventually(async () => await page.entries.allInnerTexts(), ['Team handbook']);
		await picture(editor.page, 'page-list-pasted');
	});

	test('says in the list of pages that a token is refused', async () => {
		const node = await nodeWith({}, { token: 'ntn_wrong' });
		await node.locator('pageId').field.click();
		await editor.page.getByText('Notion rejected the token').waitFor();
		await picture(editor.page, 'page-list-refused');
	});

	test('fills the list of properties from the chosen page', async () => {
		const node = await nodeWith({
			operation: 'getPropertyFiles',
			pageId: locator('url', urlOf(handbook.page.id)),
		});
		await eventually(async () => await node.chosen('property'), 'All Files Properties');
		expect(await node.options('property')).toEqual([
			'All Files Properties',
			'Documents',
			'Certificates\nRollup of a “Files & media” property',
			'Attachments',
		]);
		await picture(editor.page, 'property-list');
	});
});

describe('a database with views', () => {
	test('lists its views, and returns the files of the chosen one', async () => {
		const { workspace } = sandbox;
		const database = workspace.addDatabase({ title: 'Applications' });
		for (const [title, stage] of [
			['Ana', 'Offer'],
			['Sam', 'Interview'],
		] as const) {
			const cv = workspace.upload({ name: `CV ${title}.txt`, content: title });
			workspace.addPage({
				title,
				parent: database,
				properties: { CV: property.files(cv), Stage: property.select(stage) },
			});
		}
		const filter = { property: 'Stage', select: { equals: 'Offer' } };
		const view = workspace.addView(database, { name: 'Offers', filter });
		const operation = 'getDatabaseFiles';
		const databaseId = locator('id', database.id);
		const listing = await nodeWith({ operation, databaseId });
		await eventually(async () => await listing.chosen('view'), 'All Rows');
		const options = await listing.options('view');
		expect(options[0]).toMatch(/^All Rows/);
		expect(options.at(-1)).toMatch(/^Offers/);
		await pictureForDocs(editor.page, 'views', { of: [listing.parameters], height: 480 });

		const node = await nodeWith({ operation, databaseId, view: view.id });
		await eventually(async () => await node.chosen('view'), 'Offers');
		await node.execute();
		await eventually(async () => await node.output.count.innerText(), '1 item');
	});
});

describe('executing', () => {
	test('returns the files of the whole workspace, in folders as in Notion', async () => {
		const node = await nodeWith({ operation: 'getWorkspaceFiles', folders: 'pageTree' });
		await node.execute();
		await node.output.count.waitFor();
		await node.output.hints.filter({ hasText: /shared with your connection/ }).waitFor();
		const cut = { of: [node.parameters, node.output.root], height: 620 };
		await pictureForDocs(editor.page, 'workspace', cut);
	});

	test('returns as many files as the limit says, and counts the others', async () => {
		const pageId = locator('id', handbook.page.id);
		const node = await nodeWith({ pageId, returnAll: false, limit: 2 });
		await node.execute();
		await eventually(async () => await node.output.count.innerText(), '2 items');
		await node.output.hints.filter({ hasText: /Limit reached/ }).waitFor();
		const cut = { of: [node.parameters, node.output.root], height: 620 };
		await pictureForDocs(editor.page, 'limit', cut);
	});

	test('returns one item per file of a pasted URL, each to download and pictures to view', async () => {
		const node = await nodeWith({ childPages: 1 });
		const page = node.locator('pageId');
		await page.chooseMode('By URL');
		await page.enter(urlOf(handbook.page.id));
		await node.execute();
		await node.output.show('binary');
		expect(await node.output.count.innerText()).toBe(`${handbook.expected.length} items`);
		await picture(editor.page, 'output-binary');

		const cover = node.output.file(0);
		expect(await cover.innerText()).toMatch(/cover\.png[^]*image\/png/);
		await cover.getByText('View').waitFor();
		const pdf = node.output.file(2);
		expect(await pdf.innerText()).toMatch(/Müller\.pdf[^]*application\/pdf/);
		const downloading = editor.page.waitForEvent('download');
		await pdf.getByText('Download').click();
		const bytes = readFileSync(await (await downloading).path());
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		expect(sha256).toBe(handbook.expected[2]?.sha256);
		await node.output.show('table');
		await picture(editor.page, 'output-table');
	});

	test('says in hints what was skipped and why', async () => {
		const pageId = locator('id', handbook.page.id);
		const node = await nodeWith({ pageId, filters: { fileTypes: ['image'] } });
		await node.execute();
		await node.output.count.waitFor();
		const hints = await node.output.hints.allInnerTexts();
		expect(hints[0]).toMatch(/^Skipped \d+ files excluded by the filter “File Types”: .*“Résumé/);
		expect(hints.join()).not.toMatch(/button|[0-9a-f]{8}-/);
		const toBlock = node.output.hints.getByRole('link', { name: /block on page “Team handbook”/ });
		const href = await toBlock.first().getAttribute('href');
		expect(href).toMatch(/^https:\/\/www\.notion\.so\/[0-9a-f]{32}#[0-9a-f]{32}$/);
		await picture(editor.page, 'hints');
	});

	test('names a page that is not shared, and what to do', async () => {
		const secret = sandbox.workspace.addPage({ title: 'Team secrets', shared: false });
		const node = await nodeWith({ pageId: locator('id', secret.id) });
		await node.execute();
		await node.output.errorMessage.waitFor();
		expect(await node.output.errorMessage.innerText()).toMatch(/^Notion cannot find the page/);
		expect(await node.output.errorDescription.innerText()).toMatch(/••• → Connections/);
		const open = node.output.errorDescription.getByRole('link', { name: 'Open it in Notion' });
		const address = `https://www.notion.so/${secret.id.replaceAll('-', '')}`;
		expect(await open.getAttribute('href')).toBe(address);
		await pictureForDocs(editor.page, 'error', { of: [node.output.root], height: 300 });
	});

	test('puts no link from the title of a page into the message of an error', async () => {
		const title = '<a href="https://evil.example" style="position:fixed;inset:0">Sign in</a>';
		const gone = `${sandbox.external.serve('/here.png', { content: 'x' })}/gone.png`;
		const page = sandbox.workspace.addPage({ title, children: [block.image(gone)] });
		const node = await nodeWith({ pageId: locator('id', page.id) });
		await node.execute();
		// n8n shows the message in the output and, as HTML, in a toast.
		const toast = editor.page.locator('.el-notification').filter({ hasText: 'gone.png' });
		await toast.first().waitFor();
		await node.output.errorMessage.waitFor();
		expect(await toast.first().innerText()).toContain('Sign in');
		expect(await editor.page.locator('a[href*="evil.example"]').count()).toBe(0);
		await picture(editor.page, 'error-with-markup');
	});

	test('shows on the canvas what the node does', async () => {
		await nodeWith({ pageId: locator('id', handbook.page.id) });
		await editor.openedNode().close();
		await editor.node(NODE).getByText('get page files').waitFor();
		await picture(editor.page, 'canvas');
	});
});
