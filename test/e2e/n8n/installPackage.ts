import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command';
import { PACKAGE_NAME, repository } from './places';

/** As n8n 2.41's installer of community packages calls npm. */
const INSTALL = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Packs what `npm run build` has built into a folder, as npm would publish it; only once into the same.
 * @returns the path of the tarball
 */
export async function packPackage(folder: string): Promise<string> {
	if (!existsSync(join(repository, 'dist/nodes'))) throw new Error('First run: npm run build');
	mkdirSync(folder, { recursive: true });
	const packed = tarballIn(folder);
	if (packed !== undefined) return packed;
	await command('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: repository });
	const tarball = tarballIn(folder);
	if (tarball === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
	return tarball;
}

/**
 * Puts the tarball into an n8n user folder step by step as n8n's own installer does
 * (`community-packages.service.js`, `downloadPackage`): no link, and nothing but run-time dependencies.
 */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const nodes = join(userFolder, '.n8n/nodes');
	const folder = join(nodes, 'node_modules', PACKAGE_NAME);
	mkdirSync(folder, { recursive: true });
	await command('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: nodes });
	const manifest = readJson(join(folder, 'package.json'));
	for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete manifest[kind];
	}
	writeJson(join(folder, 'package.json'), manifest);
	await command('npm', INSTALL, { cwd: folder });
	const dependencies = { [PACKAGE_NAME]: manifest.version };
	writeJson(join(nodes, 'package.json'), { name: 'installed-nodes', private: true, dependencies });
}

function tarballIn(folder: string): string | undefined {
	const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	return name && join(folder, name);
}

function readJson(path: string): Record<string, unknown> {
	return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

function writeJson(path: string, value: unknown): void {
	writeFileSync(path, JSON.stringify(value, null, 2));
}
