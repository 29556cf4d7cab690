import type { INode } from 'n8n-workflow';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import { fillIn, nodeOf, readExample, type FilledIn } from '../examples';
import type { Execution } from '../n8n/Execution';
import type { RestClient } from '../n8n/RestClient';
import { NODE } from '../notionFiles';
import { runByWebhook, webhookInstead } from '../webhook';
import type { Destination } from './Destination';
import type { FileOfPage, NastyPage } from './nastyPage';

const SCHEDULE = 'Every Night at 2';

/** The credential of Notion Files, as nodes refer to it. */
export type Notion = NonNullable<INode['credentials']>;

/** An example that was imported, filled in and published. */
export interface BackUp {
	/** What the schedule does every night. */
	night(): Promise<Execution>;
	stop(): Promise<void>;
}

export async function publishBackUp(
	client: RestClient,
	{ notion, page, to }: { notion: Notion; page: NastyPage; to: Destination },
): Promise<BackUp> {
	const example = fillIn(readExample(to.example), {
		[NODE]: { credentials: notion, parameters: { pageId: locator('id', page.page.id) } },
		...(await filledInFor(client, to)),
	});
	const webhook = webhookInstead(nodeOf(example, SCHEDULE));
	const others = example.nodes.filter(({ name }) => name !== SCHEDULE);
	const { id } = await client.createWorkflow({ ...example, nodes: [...others, webhook] });
	await client.activate(id);
	return {
		night: async () => await runByWebhook(client, { workflow: id, ...webhook }),
		stop: async () => await client.deactivate(id),
	};
}

/** All files that the page has now, as the node names them. */
export async function filesOf(
	client: RestClient,
	notion: Notion,
	{ page, uploads }: NastyPage,
): Promise<FileOfPage[]> {
	const parameters = {
		operation: 'getPageFiles',
		pageId: locator('id', page.id),
		childPages: 10,
		output: 'links',
	};
	const json = notionFilesWorkflow(parameters, { typeVersion: 1.1, credentials: notion });
	const { id } = await client.createWorkflow({ ...json, name: 'Names' });
	const execution = await client.waitForExecution(await client.run(id, 'Start'));
	const items = execution.items(NODE);
	expect(items).toHaveLength(uploads.length);
	return items.map(({ json }, index) => {
		const { name = '', content } = uploads[index] ?? {};
		return { ...json, name, content } as FileOfPage;
	});
}

async function filledInFor(client: RestClient, { filledIn }: Destination): Promise<FilledIn> {
	const made = new Map<string, { id: string; name: string }>();
	const filled: FilledIn = {};
	for (const [name, { credential, parameters }] of Object.entries(filledIn)) {
		filled[name] = { ...(parameters && { parameters }) };
		if (credential === undefined) continue;
		const { type, data } = credential;
		const known = made.get(type) ?? (await client.createCredential(type, type, data));
		made.set(type, known);
		filled[name].credentials = { [type]: known };
	}
	return filled;
}
