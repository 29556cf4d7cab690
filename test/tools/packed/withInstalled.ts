import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage, packPackage } from '../../e2e/n8n/installPackage';
import { PACKAGE_NAME } from '../../e2e/n8n/places';

export interface InstalledPackage {
	tarball: string;
	/** Where the package is, with what n8n's installer put below it. */
	installed: string;
	/** For whatever else is needed; it goes with all the rest. */
	folder: string;
}

/** Packs the package as npm would publish it, and installs the tarball elsewhere as n8n's own installer does. */
export async function withInstalled<T>(use: (what: InstalledPackage) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-package-'));
	try {
		const tarball = await packPackage(join(folder, 'packed'));
		const userFolder = join(folder, 'user');
		mkdirSync(userFolder);
		await installPackage(userFolder, tarball);
		const installed = join(userFolder, '.n8n/nodes/node_modules', PACKAGE_NAME);
		return await use({ tarball, installed, folder });
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
