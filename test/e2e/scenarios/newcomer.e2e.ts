import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { sha256Of, startSandbox, type Sandbox } from '../../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../../sandbox/teamHandbook';
import { Browser } from '../editor/Browser';
import { Editor } from '../editor/Editor';
import { eventually } from '../editor/eventually';
import type { NodeChoice } from '../editor/NodePanel';
import { picture, pictureForDocs } from '../editor/pictures';
import { hashesBelow } from '../folders';
import { installServer } from '../n8n/installServer';
import { sharedN8n, type SharedN8n } from '../n8n/shared';
import { credentialDataOf, NODE, NOTION_FILES_API } from '../notionFiles';
import { startS3, startSftp, type Service } from '../services';

const NOTION = 'Ana’s Notion';

let n8n: SharedN8n;
let sandbox: Sandbox;
let handbook: TeamHandbook;
let browser: Browser;
let editor: Editor;
const services: Service[] = [];

beforeAll(async () => {
	browser = await Browser.start();
	n8n = await sharedN8n();
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
	await n8n.client.createCredential(NOTION, NOTION_FILES_API, credentialDataOf(sandbox));
	editor = await Editor.open(browser, n8n);
});

afterAll(async () => {
	await browser?.close();
	for (const service of services) await service.stop();
	await sandbox?.close();
});

interface Destination {
	choice: NodeChoice;
	credential?: { type: string; data: ICredentialDataDecryptedObject };
	/** What is typed, by the names of the parameters; all others stay as they are. */
	fields: Record<string, string>;
	/** The SHA-256 of every file that is there, by its path. */
	stored(): Promise<Record<string, string>>;
	/** What each of these paths looks like. */
	place: RegExp;
}

const destinations: Record<string, () => Promise<Destination>> = {
	S3: async () => {
		const s3 = await startS3(await installServer());
		services.push(s3);
		const { endpoint, region, accessKeyId, secretAccessKey, bucket: bucketName } = s3;
		const data = { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle: true };
		return {
			choice: { search: 's3', node: 'S3', action: 'Upload a file' },
			credential: { type: 's3', data },
			fields: { bucketName, fileName: '{{ $json.path }}' },
			stored: async () => {
				const hash = async (key: string) => sha256Of((await s3.get(key)).content);
				const entries = s3.keys().map(async (key) => [key, await hash(key)] as const);
				return Object.fromEntries(await Promise.all(entries));
			},
			place: /^Team handbook [\da-f]{8}\/[^/]+$/,
		};
	},
	SFTP: async () => {
		const sftp = await startSftp();
		services.push(sftp);
		const { home, host, port, username, privateKey } = sftp;
		return {
			choice: { search: 'ftp', node: 'FTP', action: 'Upload a file' },
			credential: { type: 'sftp', data: { host, port, username, privateKey } },
			fields: { path: 'notion/{{ $json.path }}' },
			stored: async () => hashesBelow(home),
			place: /^notion\/Team handbook [\da-f]{8}\/[^/]+$/,
		};
	},
	disk: async () => {
		const folder = join(n8n.filesFolder, 'newcomer');
		mkdirSync(folder);
		return {
			choice: {
				search: 'read/write files',
				node: 'Read/Write Files from Disk',
				action: 'Write File to Disk',
			},
			fields: { fileName: `${folder}/{{ $json.uniqueName }}` },
			stored: async () => hashesBelow(folder),
			place: /^[^/]+$/,
		};
	},
};

test.each(Object.entries(destinations))(
	'from an empty workflow, a newcomer brings the files of a page to %s',
	async (name, start) => {
		const to = await start();
		const account = `Ana’s ${name}`;
		if (to.credential)
			await n8n.client.createCredential(account, to.credential.type, to.credential.data);
		await editor.startManually();
		const notion = await editor.addAfter('When clicking', {
			search: 'notion files',
			node: NODE,
			action: 'Get page files',
		});
		await notion.chooseCredential(NOTION);
		const page = notion.locator('pageId');
		await page.field.click();
		await page.entries.filter({ hasText: 'Team handbook' }).click();
		await notion.execute();
		const files = handbook.expected.filter((file) => file.page === 'Team handbook');
		const all = `${files.length} items`;
		await eventually(async () => await notion.output.count.innerText(), all);
		await notion.close();

		const upload = await editor.addAfter(NODE, to.choice);
		if (to.credential) await upload.chooseCredential(account);
		for (const [field, text] of Object.entries(to.fields)) await upload.type(field, text);
		await upload.execute();
		await eventually(async () => await upload.output.count.innerText(), all);
		const shown = `first-upload-${name.toLowerCase()}`;
		const cut = { of: [upload.parameters], height: 470 };
		// A path on the disk is one of this run's.
		if (name === 'disk') await picture(editor.page, shown);
		else await pictureForDocs(editor.page, shown, cut);
		await upload.close();
		await editor.selectNothing();
		if (name === 'S3') {
			const of = await editor.node().all();
			await pictureForDocs(editor.page, 'first-workflow', { of, margin: 60 });
		} else await picture(editor.page, `first-workflow-${name}`);

		const stored = await to.stored();
		expect(Object.values(stored).sort()).toEqual(files.map(({ sha256 }) => sha256).sort());
		for (const path of Object.keys(stored)) expect(path).toMatch(to.place);
	},
);
