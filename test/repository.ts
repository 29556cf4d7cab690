import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const PACKAGE_NAME = 'n8n-nodes-notion-files';

/** The repository's folder, whether this runs from the sources or from what `npm run build:tools` makes. */
export const repository = findRepository(__dirname);

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
