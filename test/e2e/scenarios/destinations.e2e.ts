import { sha256Of, startSandbox, type Sandbox } from '../../sandbox';
import { destinations } from '../destinations';
import { filesOf, publishBackUp, type BackUp, type Notion } from '../destinations/backUp';
import type { Destination } from '../destinations/Destination';
import { NASTY_NAMES, NastyPage, REFUSED, type FileOfPage } from '../destinations/nastyPage';
import type { Execution } from '../n8n/Execution';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';

/** More than one part of any service; none of these has a whole number of such words. */
const LARGE = Buffer.alloc(9 * 1024 * 1024, 'film of the day');

let n8n: SharedN8n;
let sandbox: Sandbox;
let notion: Notion;

beforeAll(async () => {
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	const data = credentialDataOf(sandbox);
	notion = {
		[NOTION_FILES_API]: await n8n.client.createCredential('Notion', NOTION_FILES_API, data),
	};
});

afterAll(async () => await sandbox?.close());

test('names stay what they are in Notion, as far as every service can store them', async () => {
	const files = await filesOf(n8n.client, notion, new NastyPage(sandbox));
	const kept = files.map(({ uniqueName }) =>
		uniqueName.replace(/ (?:[\da-f]{8}){1,2}(?=\.\w+$|$)/, ''),
	);
	expect(kept.slice(0, NASTY_NAMES.length)).toEqual(NASTY_NAMES.map(([, name]) => name));
	for (const { flatName, uniqueName, directory, path } of files) {
		expect(path).toBe(`${directory}/${uniqueName}`);
		expect(Buffer.byteLength(flatName)).toBeLessThanOrEqual(200);
	}
});

test.each(Object.entries(destinations))(
	'%s: what the service refuses comes in the next night, and nothing comes twice',
	async (_, start) => {
		const page = new NastyPage(sandbox);
		const to = await start();
		if (to.inParts) page.addFile('film.mp4', LARGE);
		const sent = async () =>
			(await filesOf(n8n.client, notion, page)).filter((file) => to.pathOf(file) !== undefined);
		let backUp: BackUp | undefined;
		try {
			backUp = await publishBackUp(n8n.client, { notion, page, to });
			const files = await sent();
			const refused = files.filter(({ name }) => REFUSED.includes(name));
			await to.refuse(refused);
			const first = await backUp.night();
			const missing = to.allTogether ? files : refused;
			expect(pathsFrom(first)).toEqual(pathsOf(files));
			expect(await storedAt(to)).toEqual(expectedAt(to, without(files, missing)));
			expect(first.status).toBe('error');
			if (!to.allTogether) expect(namedBy(first.error?.message, refused)).toEqual(refused);

			page.addFile('Added later #5.txt');
			const all = await sent();
			const added = all.filter(({ name }) => name.startsWith('Added later'));
			await to.refuse([]);
			const second = await backUp.night();
			expect(second.error).toBeUndefined();
			expect(pathsFrom(second)).toEqual(pathsOf([...missing, ...added]));
			expect(await storedAt(to)).toEqual(expectedAt(to, all));

			const third = await backUp.night();
			expect(third.error).toBeUndefined();
			expect(pathsFrom(third)).toEqual([]);
		} finally {
			await backUp?.stop();
			await to.stop();
		}
	},
);

function pathsFrom(execution: Execution): string[] {
	return pathsOf(execution.items(NODE).map(({ json }) => json as unknown as FileOfPage));
}

function pathsOf(files: readonly FileOfPage[]): string[] {
	return files.map(({ path }) => path).sort();
}

/** Path and content of all that is there. */
async function storedAt(to: Destination): Promise<string[]> {
	const stored = await to.stored();
	return stored.map(({ path, content }) => `${path} ${sha256Of(content)}`).sort();
}

function expectedAt(to: Destination, files: readonly FileOfPage[]): string[] {
	return files.map((file) => `${to.pathOf(file)} ${sha256Of(file.content)}`).sort();
}

function without(files: readonly FileOfPage[], missing: readonly FileOfPage[]): FileOfPage[] {
	return files.filter((file) => !missing.includes(file));
}

/** Those that the message names: each on a line of its own, and nothing else. */
function namedBy(message = '', files: readonly FileOfPage[]): FileOfPage[] {
	const lines = message.split('\n');
	expect(lines).toHaveLength(files.length);
	return files.filter(({ path }) => lines.some((line) => line.startsWith(`${path}: `)));
}
