/**
 * Packs the package as npm would publish it, installs the tarball elsewhere as n8n's own installer does,
 * and checks what it holds, what comes with it, and that n8n loads it with nothing else.
 *
 * Usage: node checkPackage.js [--host <folder whose node_modules have n8n-core>]   (without: this one)
 */
import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkContents } from './packed/contents';
import { checkDependencies } from './packed/dependencies';
import { loadAlone, loadInN8n } from './packed/load';
import { withInstalled } from './packed/withInstalled';

async function main(): Promise<void> {
	const { host } = parseArgs({ options: { host: { type: 'string', default: '.' } } }).values;
	await withInstalled(async ({ tarball, installed, folder }) => {
		console.log(checkContents(tarball));
		console.log(checkDependencies(installed));
		console.log(await loadAlone(installed, resolve(host), folder));
		console.log(await loadInN8n(installed, resolve(host), folder));
	});
}

main().catch((error: unknown) => {
	console.error(error instanceof assert.AssertionError ? error.message : error);
	process.exitCode = 1;
});
