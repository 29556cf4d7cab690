import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export const PACKAGE_NAME = 'n8n-nodes-notion-files';

/** The repository, from the sources and from what `npm run build:tools` makes of them. */
export const repository = findRepository(__dirname);

/** What is to be installed, apart from the package, to have a real n8n. */
export const serverManifest = join(repository, 'test/e2e/server');

/** Where installed servers are kept between runs. */
export function cacheFolder(): string {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), PACKAGE_NAME);
}

function findRepository(folder: string): string {
	const manifest = join(folder, 'package.json');
	if (existsSync(manifest)) {
		const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string };
		if (name === PACKAGE_NAME) return folder;
	}
	const parent = dirname(folder);
	if (parent === folder) throw new Error(`No folder above ${__dirname} holds ${PACKAGE_NAME}`);
	return findRepository(parent);
}
