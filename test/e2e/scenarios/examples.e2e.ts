import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { Browser } from '../editor/Browser';
import { Editor } from '../editor/Editor';
import { eventually } from '../editor/eventually';
import { picture, pictureForDocs } from '../editor/pictures';
import { readExample } from '../examples';
import { repository } from '../n8n/places';
import { sharedN8n } from '../n8n/shared';

const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

/** Those whose pictures the documentation shows. */
const PICTURED = new Set(['back-up-database-to-s3.json', 'instant-by-webhook.json']);

let browser: Browser;
let editor: Editor;

beforeAll(async () => {
	browser = await Browser.start();
	editor = await Editor.open(browser, await sharedN8n());
});

afterAll(async () => await browser?.close());

/** Fails for a type that n8n does not know; the editor draws such nodes, too. */
async function knowsTypesOf(nodes: readonly INode[]): Promise<void> {
	const { client } = await sharedN8n();
	const nodeInfos = nodes.map(({ type, typeVersion }) => ({ name: type, version: typeVersion }));
	await client.post('/rest/node-types', { nodeInfos });
}

const examples = readdirSync(join(repository, 'examples')).filter((file) => file.endsWith('.json'));

test.each(examples)('%s can be imported', async (file) => {
	const { nodes } = readExample(file);
	await knowsTypesOf(nodes);
	const notes = nodes.filter(({ type }) => type === STICKY_NOTE);
	await editor.importWorkflow(join(repository, 'examples', file));
	await eventually(async () => await editor.node().count(), nodes.length - notes.length);
	await eventually(async () => await editor.stickyNotes.count(), notes.length);
	for (const { name } of nodes.filter(({ type }) => type !== STICKY_NOTE)) {
		await editor.node(name).first().waitFor();
	}
	const name = `example-${file.replace('.json', '')}`;
	await editor.selectNothing();
	if (PICTURED.has(file)) {
		const of = [...(await editor.stickyNotes.all()), ...(await editor.node().all())];
		await pictureForDocs(editor.page, name, { of, margin: 40 });
	} else await picture(editor.page, name);
});
