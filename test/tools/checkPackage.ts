/**
 * Packs the package as npm would publish it, installs the tarball elsewhere as n8n's own installer does,
 * and checks what it holds, what comes with it, and that n8n loads it with nothing else.
 *
 * Usage: node checkPackage.js [--host <folder whose node_modules have n8n-core>]   (without: this one)
 */
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackage, packPackage } from '../e2e/n8n/installPackage';
import { PACKAGE_NAME } from '../e2e/n8n/places';
import { checkContents } from './packed/contents';
import { checkDependencies } from './packed/dependencies';
import { loadAlone, loadInN8n } from './packed/load';

async function main(): Promise<void> {
	const { host } = parseArgs({ options: { host: { type: 'string', default: '.' } } }).values;
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-package-'));
	try {
		const tarball = await packPackage(join(folder, 'packed'));
		console.log(checkContents(tarball));
		const userFolder = join(folder, 'user');
		mkdirSync(userFolder);
		await installPackage(userFolder, tarball);
		const installed = join(userFolder, '.n8n/nodes/node_modules', PACKAGE_NAME);
		console.log(checkDependencies(installed));
		console.log(await loadAlone(installed, resolve(host), folder));
		console.log(await loadInN8n(installed, resolve(host), folder));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof assert.AssertionError ? error.message : error);
	process.exitCode = 1;
});
