import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tell } from '../../test/e2e/n8n/command';
import { installPackage, packPackage } from '../../test/e2e/n8n/installPackage';
import { installServer } from '../../test/e2e/n8n/installServer';
import { PACKAGE_NAME } from '../../test/e2e/n8n/places';
import { portNear } from '../../test/e2e/n8n/ports';
import { OWNER, RestClient } from '../../test/e2e/n8n/RestClient';
import { type N8n, startN8n } from '../../test/e2e/n8n/startN8n';
import type { Ending } from './Ending';
import { furnish } from './furnish';
import { openNotion, type Notion } from './notion';

/** The port at which n8n's documentation has it. */
const PORT = 5678;

const SILENCE_MS = 20_000;

/** Does every step from nothing to an editor that can be used, and says so. */
export async function openEditor(
	env: NodeJS.ProcessEnv,
	ending: Ending,
): Promise<{ n8nEnds: Promise<never> }> {
	const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
		ending.check();
		return await told(what, work);
	};
	const folder = userFolder(env);
	const notion = await openNotion(env);
	ending.add(async () => await notion.close());
	await step('Looking for n8n in the cache', installServer);
	await step('Putting the package into n8n', async () => {
		await installPackage(folder.path, await packPackage(join(folder.path, 'package')));
	});
	const n8n = await step(
		'Starting n8n, which makes its database first (about half a minute)',
		async () => {
			return await startN8n({
				userFolder: folder.path,
				env: { N8N_PORT: String(await portNear(PORT)), ...notion.environment },
				onSpawn: (spawned) => ending.add(async () => await spawned.stop()),
			});
		},
	);
	const client = await (folder.isNew ? RestClient.setUpOwner(n8n.url) : RestClient.logIn(n8n.url));
	const names = await step('Making the credential and the example workflows', async () => {
		return await furnish(client, notion, folder.path);
	});
	tell(`Ready: ${n8n.url}\n\n${welcome(n8n.url, notion, names, folder)}\n`);
	return { n8nEnds: endOf(n8n) };
}

interface Folder {
	path: string;
	isNew: boolean;
	isKept: boolean;
}

/** Where n8n keeps everything: a folder that goes with it, unless the environment names one to keep. */
function userFolder({ EDITOR_FOLDER: named }: NodeJS.ProcessEnv): Folder {
	if (named) {
		const path = resolve(named);
		mkdirSync(path, { recursive: true });
		// Of the package as it was at the last time nothing is to be left.
		for (const old of ['package', `.n8n/nodes/node_modules/${PACKAGE_NAME}`]) {
			rmSync(join(path, old), { recursive: true, force: true });
		}
		return { path, isNew: !existsSync(join(path, '.n8n/database.sqlite')), isKept: true };
	}
	const path = mkdtempSync(join(tmpdir(), 'notion-files-editor-'));
	process.once('exit', () => rmSync(path, { recursive: true, force: true }));
	return { path, isNew: true, isKept: false };
}

/** Says what goes on, and now and then that it still does. */
async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
	tell(`${what} …`);
	const reminder = setInterval(() => tell(`… still: ${what}`), SILENCE_MS);
	try {
		return await work();
	} finally {
		clearInterval(reminder);
	}
}

async function endOf(n8n: N8n): Promise<never> {
	await n8n.ended;
	throw new Error(`n8n has ended by itself; the end of its log:\n${n8n.log.slice(-2000)}`);
}

function welcome(url: string, notion: Notion, names: string[], folder: Folder): string {
	const lines = [
		// The start page of a new owner is n8n's assistant.
		['Editor', `${url}/home/workflows`],
		['Log in with', `${OWNER.email}  ${OWNER.password}`],
		['Notion is', notion.name],
		['Workflows', names.join('\n')],
		['Note', 'Settings → Community nodes is empty: the package was copied in, not installed.'],
		['n8n’s folder', `${folder.path}${folder.isKept ? '' : ' (removed at the end)'}`],
		['To end it', 'Ctrl-C'],
	];
	const width = 14;
	return lines
		.map(([label = '', text = '']) => `  ${label.padEnd(width)}${indented(text, width + 2)}`)
		.join('\n');
}

function indented(text: string, by: number): string {
	return text.replaceAll('\n', `\n${' '.repeat(by)}`);
}
