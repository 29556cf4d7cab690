/**
 * Apart from whatever is installed beside this script: n8n-core is that of the host.
 *
 * Usage: node loadInN8n.js <installed package> <folder whose node_modules have n8n-core>
 */
import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PackageDirectoryLoader as Loader } from 'n8n-core';
import type { INodeTypeDescription } from 'n8n-workflow';

async function main([installed = '', host = '']: string[]): Promise<void> {
	const ofHost = createRequire(join(host, 'package.json'));
	const { PackageDirectoryLoader } = ofHost('n8n-core') as {
		PackageDirectoryLoader: new (folder: string) => Loader;
	};
	const loader = new PackageDirectoryLoader(installed);
	await loader.loadAll();
	const { nodes, credentials } = loader.types;
	const names = [...nodes, ...credentials].map(({ name }) => name);
	assert.ok(names.includes('notionFiles') && names.includes('notionFilesApi'), String(names));
	for (const node of nodes) {
		checkNode(node, names);
	}
	for (const { name, iconUrl } of [...nodes, ...credentials]) {
		const icons = typeof iconUrl === 'string' ? [iconUrl] : Object.values(iconUrl ?? {});
		assert.ok(icons.length > 0, `${name} has no icon`);
		for (const icon of icons) {
			const path = icon.replace(/^icons\/[^/]+\//, '');
			assert.ok(existsSync(join(installed, path)), `the icon ${path} is missing`);
		}
	}
	const { version } = ofHost('n8n-core/package.json') as { version: string };
	console.log(`The loader of n8n-core ${version} finds ${names.join(', ')} with codex and icons`);
}

function checkNode(node: INodeTypeDescription, names: string[]): void {
	assert.ok(node.codex?.alias?.includes('notion'), `the codex file of ${node.name} is not found`);
	const foreign = (node.credentials ?? []).filter(({ name }) => !names.includes(name));
	assert.deepEqual(foreign, [], `${node.name} asks for credentials that do not come with it`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
