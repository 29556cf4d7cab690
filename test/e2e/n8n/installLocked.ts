import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { command } from './command';
import { cacheFolder } from './places';

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const MANIFEST = ['package.json', 'package-lock.json'];

export interface Locked {
	/** The folder with a package.json and its lock file. */
	manifest: string;
	/** Begins the name of the folder in the cache. */
	name: string;
	/** Ends it, for what the lock file does not tell. */
	suffix?: string;
}

/** @param fetch brings the packages. @returns the folder with them, which is not in its place yet */
export type Steps = (fetch: () => Promise<string>) => Promise<void>;

/**
 * Packages apart from this one, installed at the first call and kept in the user's cache. They come into a
 * separate folder beside the right place, which is moved there when it is complete: what stops halfway is
 * never used, and if two runs install at the same time, one of them yields.
 */
export async function installLocked(locked: Locked, steps: Steps): Promise<string> {
	const { manifest, name, suffix = '' } = locked;
	const folder = join(cacheFolder(), `${name}-${fingerprint(manifest)}${suffix}`);
	if (existsSync(folder)) return folder;
	mkdirSync(dirname(folder), { recursive: true });
	removeAbandoned(folder);
	const unfinished = mkdtempSync(`${folder}.by-${process.pid}-`);
	try {
		await steps(async () => {
			for (const file of MANIFEST) cpSync(join(manifest, file), join(unfinished, file));
			const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
			// Not `npm ci`: the lock file of n8n lacks optional binaries for other platforms that were not
			// available where it was made, and that npm then calls a lock file out of step.
			await command(npm, ['install', ...flags], { cwd: unfinished });
			return unfinished;
		});
		renameUnlessThere(unfinished, folder);
	} finally {
		rmSync(unfinished, { recursive: true, force: true });
	}
	return folder;
}

function fingerprint(manifest: string): string {
	const hash = createHash('sha256');
	for (const file of MANIFEST) hash.update(readFileSync(join(manifest, file)));
	return hash.digest('hex').slice(0, 16);
}

function renameUnlessThere(from: string, to: string): void {
	try {
		renameSync(from, to);
	} catch (thrown) {
		if (!existsSync(to)) throw thrown;
	}
}

/** Remains of runs that were killed while they installed. */
function removeAbandoned(folder: string): void {
	for (const name of readdirSync(dirname(folder))) {
		const pid = new RegExp(`^${basename(folder)}\\.by-(\\d+)-`).exec(name)?.[1];
		if (pid !== undefined && !isRunning(Number(pid))) {
			rmSync(join(dirname(folder), name), { recursive: true, force: true });
		}
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
