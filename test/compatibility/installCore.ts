import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { command, tell } from '../e2e/n8n/command';
import { cacheFolder, repository } from '../e2e/n8n/places';

/** An installed n8n-core. */
export interface Core {
	folder: string;
	version: string;
	/** Of its n8n-workflow, which nodes see. */
	workflowVersion: string;
}

const OLDEST = join(repository, 'test/compatibility/oldest');
const MANIFEST = ['package.json', 'package-lock.json'];
const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** The one of `oldest/`, as its lock file has it. */
export async function installOldest(): Promise<Core> {
	const hash = createHash('sha256');
	for (const file of MANIFEST) hash.update(readFileSync(join(OLDEST, file)));
	const { dependencies } = readJson(join(OLDEST, 'package.json'));
	const name = `core-${dependencies?.['n8n-core']}-${hash.digest('hex').slice(0, 8)}`;
	return await installed(name, async (folder) => {
		for (const file of MANIFEST) cpSync(join(OLDEST, file), join(folder, file));
		await command(npm, ['ci', ...FLAGS], { cwd: folder });
	});
}

/** Any other, with the dependencies that it has today. */
export async function installVersion(wanted: string): Promise<Core> {
	const view = ['view', `n8n-core@${wanted}`, 'version', '--json', '--loglevel=error'];
	// One version, or all those of a range, the newest last.
	const found: unknown = JSON.parse(await command(npm, view, { cwd: repository }));
	const version = String([found].flat().at(-1));
	return await installed(`core-${version}`, async (folder) => {
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
		await command(npm, ['install', `n8n-core@${version}`, ...FLAGS], { cwd: folder });
	});
}

/** Installs aside and moves it into its place when it is whole, so nothing half is ever used. */
async function installed(name: string, install: (folder: string) => Promise<void>): Promise<Core> {
	const folder = join(cacheFolder(), name);
	if (!existsSync(folder)) {
		tell(`Installing n8n’s ${name}, once: about half a minute and 200 MB …`);
		mkdirSync(dirname(folder), { recursive: true });
		const unfinished = mkdtempSync(`${folder}.unfinished-`);
		try {
			await install(unfinished);
			moveUnlessThere(unfinished, folder);
		} finally {
			rmSync(unfinished, { recursive: true, force: true });
		}
	}
	const versionOf = (dependency: string): string =>
		String(readJson(join(folder, 'node_modules', dependency, 'package.json')).version);
	return { folder, version: versionOf('n8n-core'), workflowVersion: versionOf('n8n-workflow') };
}

/** Another run may have installed the same meanwhile. */
function moveUnlessThere(from: string, to: string): void {
	try {
		renameSync(from, to);
	} catch (thrown) {
		if (!existsSync(to)) throw thrown;
	}
}

function readJson(path: string): { version?: string; dependencies?: Record<string, string> } {
	return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof readJson>;
}
