import type { INodeParameters } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';
import { startSandbox, type Sandbox } from '../../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../../sandbox/teamHandbook';
import { AGENT, agentWorkflow } from '../agentWorkflow';
import type { Execution } from '../n8n/Execution';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { credentialDataOf, NOTION_FILES_API } from '../notionFiles';
import { givenByTools, startOpenAi, type OpenAi, type Turn } from '../services';

const TOOL = 'Notion_Files';
const NOT_SHARED = 'https://www.notion.so/Secret-0123456789abcdef0123456789abcdef';

let n8n: SharedN8n;
let sandbox: Sandbox;
let handbook: TeamHandbook;

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
});

afterAll(async () => await sandbox.close());

test('an agent asks for a page’s files, gets all details about them, and answers from these', async () => {
	const { openAi, execution } = await executeAgent([
		() => ({ call: TOOL, with: { page: handbook.page.id } }),
		(request) => ({ say: `The largest is ${largest(givenByTools(request)[0])}.` }),
	]);

	expect(execution.error).toBeUndefined();
	const output = 'The largest is Résumé – Ana Müller.pdf.';
	expect(execution.items(AGENT)[0]?.json).toEqual({ output });
	expect(openAi.requests[0]?.tools).toMatchObject([
		{
			name: TOOL,
			description: 'Download files from Notion: covers, icons, properties, page content',
			parameters: { properties: { page: { type: 'string', description: 'URL or ID' } } },
		},
	]);
	const ofPage = handbook.expected.filter(({ page }) => page === 'Team handbook');
	expect(lastGiven(openAi)).toMatchObject(
		ofPage.map(({ size, place, hosting }) => ({
			fileName: expect.stringMatching(/^[^/]+\.\w+$/),
			mimeType: expect.stringMatching(/^\w+\/\S+$/),
			path: expect.stringMatching(/^Team handbook [\da-f]{8}\/[^/]+$/),
			fileSize: size,
			source: place,
			hosting,
			page: { id: handbook.page.id, title: 'Team handbook' },
		})),
	);
});

test('the model gets no token, no link that opens a file, and no bytes', async () => {
	const { openAi, execution } = await executeAgent([
		() => ({ call: TOOL, with: { page: handbook.page.id } }),
		() => ({ call: TOOL, with: { page: NOT_SHARED } }),
		() => ({ say: 'Thank you.' }),
	]);

	expect(execution.error).toBeUndefined();
	const everything = JSON.stringify(openAi.requests);
	expect(everything).toContain('onboarding.mp4');
	for (const secret of [sandbox.token, 'X-Amz-', sandbox.storage.origin, sandbox.external.origin]) {
		expect(everything).not.toContain(secret);
	}
	// How PNG and PDF begin in Base64, and how n8n refers to what it has stored.
	for (const bytes of ['iVBORw0KGgo', 'JVBERi0', 'filesystem-v2']) {
		expect(everything).not.toContain(bytes);
	}
});

test('with Links Only the model gets links, also where it leaves Include empty', async () => {
	const include = "={{ $fromAI('include', 'Where to look', 'string') }}";
	const { openAi, execution } = await executeAgent(
		[
			() => ({ call: TOOL, with: { page: handbook.page.id, include: '' } }),
			() => ({ say: 'Thank you.' }),
		],
		{ include, output: 'links' },
	);

	expect(execution.error).toBeUndefined();
	const [cover] = lastGiven(openAi) as unknown[];
	expect(cover).toMatchObject({ source: 'cover', downloadUrl: expect.stringMatching(/^http/) });
});

test('the model learns why a page cannot be read', async () => {
	const { openAi, execution } = await executeAgent([
		() => ({ call: TOOL, with: { page: NOT_SHARED } }),
		() => ({ say: 'Please share the page.' }),
	]);

	expect(execution.items(AGENT)[0]?.json).toEqual({ output: 'Please share the page.' });
	const error = expect.stringMatching(/^Notion cannot find the page, or it is not shared/);
	expect(lastGiven(openAi)).toEqual([{ error }]);
});

/** Executes an agent whose model follows the script. */
async function executeAgent(
	script: Turn[],
	more: INodeParameters = {},
): Promise<{ openAi: OpenAi; execution: Execution }> {
	const { client } = n8n;
	const openAi = await startOpenAi(script);
	try {
		const notion = await client.createCredential(
			'Notion',
			NOTION_FILES_API,
			credentialDataOf(sandbox),
		);
		const account = { apiKey: 'sk-none', url: openAi.baseUrl };
		const model = await client.createCredential('OpenAI', 'openAiApi', account);
		const pageId = locator('id', "={{ $fromAI('page', 'URL or ID', 'string') }}");
		const workflow = agentWorkflow({
			prompt: 'Which is the largest file on the page?',
			parameters: { pageId, ...more },
			credentials: { notion, openAi: model },
		});
		const { id } = await client.createWorkflow(workflow);
		return { openAi, execution: await client.waitForExecution(await client.run(id, 'Start')) };
	} finally {
		await openAi.stop();
	}
}

/** The tool's last result, in the model's last request. */
function lastGiven({ requests }: OpenAi): unknown {
	const last = requests.at(-1);
	return JSON.parse((last && givenByTools(last).at(-1)) ?? 'null');
}

function largest(given = ''): string {
	const files = JSON.parse(given) as Array<{ fileName: string; fileSize: number }>;
	const [first] = files.sort((a, b) => b.fileSize - a.fileSize);
	return first?.fileName ?? '';
}
