import type { INode } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';
import { block, startSandbox, type Page, type Sandbox } from '../../sandbox';
import { fixture } from '../../sandbox/content/fixture';
import { fillIn, nodeOf, readExample } from '../examples';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { givenByTools, startOpenAi, type ModelRequest, type OpenAi } from '../services';
import { until } from '../until';

const EXAMPLE = readExample('ask-about-files-of-a-page.json');
const QUESTION = 'How many days of parental leave are there?';
const POLICY = 'Parental leave is 112 days. It starts with the birth of the child.';

let n8n: SharedN8n;
let sandbox: Sandbox;
let openAi: OpenAi;
let page: Page;

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	const files = [
		['Leave policy.txt', Buffer.from(POLICY)],
		['Phones.csv', fixture('phones.csv')],
		['Benefits.pdf', fixture('benefits.pdf')],
		['Expense form.docx', fixture('expense-form.docx')],
		['Team.png', fixture('team.png')],
	] as const;
	const children = files.map(([name, content]) =>
		block.file(sandbox.workspace.upload({ name, content })),
	);
	page = sandbox.workspace.addPage({ title: 'People', children });
	openAi = await startOpenAi([
		() => ({ call: 'search_files', with: { input: QUESTION } }),
		(request) => {
			const { pageContent, metadata } = firstPassage(request);
			return { say: `${pageContent} (${metadata.file}, ${metadata.page})` };
		},
	]);
});

afterAll(async () => {
	await openAi.stop();
	await sandbox.close();
});

test('an agent answers from the text of a file, with its path and the URL of its page', async () => {
	const { client } = n8n;
	const model = await client.createCredential('OpenAI', 'openAiApi', {
		apiKey: 'sk-none',
		url: openAi.baseUrl,
	});
	const usesModel = { credentials: { openAiApi: model } };
	const notion = await client.createCredential(
		'Notion',
		NOTION_FILES_API,
		credentialDataOf(sandbox),
	);
	const chat = 'When a Question Comes';
	const workflow = fillIn(EXAMPLE, {
		[NODE]: {
			credentials: { [NOTION_FILES_API]: notion },
			parameters: { pageId: locator('list', page.id) },
		},
		'Embeddings OpenAI': usesModel,
		'OpenAI Chat Model': usesModel,
		// So that it can be asked from outside of the editor.
		[chat]: { parameters: { public: true } },
	});
	const { id } = await client.createWorkflow(workflow);
	await load(id);
	// Replaces what was there.
	await load(id);

	await client.activate(id);
	const answer = await ask(nodeOf(workflow, chat));
	await client.deactivate(id);
	const [asked, told] = openAi.requests;
	expect(asked?.tools).toMatchObject([{ name: 'search_files' }]);
	const passages = told ? passagesIn(told) : [];
	expect(passages.filter(({ pageContent }) => pageContent === POLICY)).toHaveLength(1);
	expect(answer.startsWith(`${POLICY} (People `)).toBe(true);
	expect(answer).toMatch(/\(People \w+\/Leave policy \w+\.txt, https:\S+\)$/);
	expect(answer).toContain(page.id.replaceAll('-', ''));
});

/** Reads the files into the store. */
async function load(workflow: string): Promise<void> {
	const { client } = n8n;
	const execution = await client.waitForExecution(
		await client.run(workflow, 'When Clicking Execute'),
	);
	expect(execution.error).toBeUndefined();
	const read = execution.items(NODE).map(({ json }) => json.fileName);
	expect(read).toEqual(['Leave policy.txt', 'Phones.csv', 'Benefits.pdf', 'Expense form.docx']);
	const stored = JSON.stringify(execution.items('Store the Texts'));
	for (const { json } of execution.items(NODE)) expect(stored).toContain(json.path);
}

interface Found {
	response: Array<{ text: string }>;
}

interface Passage {
	pageContent: string;
	metadata: { file: string; page: string };
}

/** What a tool has found, each passage as n8n gives it to the model. */
function passagesIn(request: ModelRequest): Passage[] {
	const [found] = JSON.parse(givenByTools(request).at(-1) ?? '[]') as Found[];
	return (found?.response ?? []).map(({ text }) => JSON.parse(text) as Passage);
}

function firstPassage(request: ModelRequest): Passage {
	const [first] = passagesIn(request);
	if (first === undefined) throw new Error('The search has found nothing');
	return first;
}

/** As n8n's chat window asks. @returns what it shows as the answer */
async function ask({ webhookId }: INode): Promise<string> {
	return await until('n8n knows the chat', async () => {
		const response = await fetch(`${n8n.url}/webhook/${webhookId}/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: 'one', chatInput: QUESTION }),
		});
		// n8n publishes workflows in the background.
		if (response.status === 404) return undefined;
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
		return ((await response.json()) as { output: string }).output;
	});
}
