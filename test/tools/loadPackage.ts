import { PackageDirectoryLoader } from 'n8n-core';
import type { Package } from '../harness/engine';

/** Loads the built package as n8n does: by the `n8n` block of its package.json. */
export async function loadPackage(
	folder: string,
): Promise<Package & { loader: PackageDirectoryLoader }> {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const node = loader.getNode('notionFiles').type;
	if ('nodeVersions' in node) throw new Error('The node is versioned; pick a version here');
	return { node, credential: loader.getCredential('notionFilesApi').type, loader };
}
