import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What an installation brings along: reviewed, each by itself, in docs/dependencies.md. */
const REVIEWED: Readonly<Record<string, readonly string[]>> = {
	'content-disposition': [],
	'hash-wasm': [],
	'ipaddr.js': [],
	'mime-db': [],
	'mime-types': ['mime-db'],
	undici: [],
};

const MOST_BYTES = 4_500_000;

const SCRIPTS_AT_INSTALLATION = ['preinstall', 'install', 'postinstall'];

interface Dependency {
	folder: string;
	name: string;
	version: string;
	license: string;
	dependencies?: Record<string, string>;
	scripts?: Record<string, string>;
}

/**
 * @param installed the package with what n8n's installer put below it
 * @returns what there is to tell of it
 */
export function checkDependencies(installed: string): string {
	const found = installedIn(installed).sort((a, b) => a.name.localeCompare(b.name));
	const names = found.map(({ name }) => name);
	assert.deepEqual(names, Object.keys(REVIEWED), 'not exactly what was reviewed is installed');
	for (const dependency of found) checkDependency(dependency);
	const bytes = found.reduce((sum, { folder }) => sum + bytesIn(folder), 0);
	assert.ok(bytes <= MOST_BYTES, `the dependencies have grown to ${bytes} bytes`);
	const list = found.map(({ name, version }) => `${name} ${version}`).join(', ');
	return `${found.length} packages of ${(bytes / 1e6).toFixed(1)} MB come with it: ${list}`;
}

function checkDependency({ folder, name, license, ...rest }: Dependency): void {
	const { dependencies = {}, scripts = {} } = rest;
	assert.equal(license, 'MIT', `the licence of ${name}`);
	assert.deepEqual(Object.keys(dependencies), REVIEWED[name], `the dependencies of ${name}`);
	const run = Object.keys(scripts).filter((script) => SCRIPTS_AT_INSTALLATION.includes(script));
	assert.deepEqual(run, [], `${name} runs scripts when it is installed`);
	// npm compiles where it finds this, without any script being named.
	assert.ok(!existsSync(join(folder, 'binding.gyp')), `${name} is compiled when it is installed`);
}

/** All of them, also those that npm put below one another. */
export function installedIn(folder: string): Dependency[] {
	const modules = join(folder, 'node_modules');
	if (!existsSync(modules)) return [];
	return foldersIn(modules).flatMap((below) => [dependencyIn(below), ...installedIn(below)]);
}

function foldersIn(modules: string): string[] {
	return readdirSync(modules)
		.filter((name) => !name.startsWith('.'))
		.map((name) => join(modules, name))
		.flatMap((path) => {
			const isScope = !existsSync(join(path, 'package.json'));
			return isScope ? readdirSync(path).map((name) => join(path, name)) : [path];
		});
}

function dependencyIn(folder: string): Dependency {
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Dependency;
	return { ...manifest, folder };
}

/** Without what lies below it as a package of its own. */
export function bytesIn(folder: string): number {
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => name !== 'node_modules')
		.reduce((sum, entry) => {
			const path = join(folder, entry.name);
			return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size);
		}, 0);
}
