import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Everything that may be in the tarball; there is nothing else in it. */
const KINDS = [
	/^(package\.json|index\.js|README\.md|LICENSE)$/,
	/^dist\/credentials\/\w+(\.credentials)?\.js$/,
	/^dist\/nodes\/\w+\/[\w/.]+\.js$/,
	/^dist\/nodes\/\w+\/\w+\.node\.json$/,
	/^dist\/(credentials|nodes\/\w+)\/\w+(\.dark)?\.svg$/,
];

const ALWAYS = ['package.json', 'index.js', 'README.md', 'LICENSE'];

/** Packed, the code has about 140 kB; a few pictures or source maps by mistake would be more. */
const MOST_PACKED_BYTES = 180_000;

const NO_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

interface Manifest {
	version: string;
	keywords: string[];
	license: string;
	scripts: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** @returns what there is to tell of it */
export function checkContents(tarball: string): string {
	const files = listed(tarball);
	const strangers = files.filter((file) => !KINDS.some((kind) => kind.test(file)));
	assert.deepEqual(strangers, [], 'the tarball holds files that n8n does not need');
	const manifest = JSON.parse(fileIn(tarball, 'package.json')) as Manifest;
	const { nodes, credentials } = manifest.n8n;
	const missing = [...ALWAYS, ...nodes, ...credentials].filter((file) => !files.includes(file));
	assert.deepEqual(missing, [], 'the tarball lacks files');
	checkManifest(manifest);
	const { size } = statSync(tarball);
	assert.ok(size <= MOST_PACKED_BYTES, `the tarball has grown to ${size} bytes`);
	return `${manifest.version}: ${files.length} files in a tarball of ${Math.ceil(size / 1000)} kB`;
}

function checkManifest({ keywords, license, scripts, peerDependencies }: Manifest): void {
	assert.ok(keywords.includes('n8n-community-node-package'), 'n8n finds packages by their keyword');
	assert.equal(license, 'MIT');
	assert.deepEqual(peerDependencies, { 'n8n-workflow': '*' });
	const atInstallation = Object.keys(scripts).filter((name) => NO_SCRIPTS.includes(name));
	assert.deepEqual(atInstallation, [], 'nothing of ours runs when the package is installed');
}

function listed(tarball: string): string[] {
	const listing = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
	return listing
		.trim()
		.split('\n')
		.map((path) => path.replace(/^package\//, ''));
}

function fileIn(tarball: string, file: string): string {
	return execFileSync('tar', ['-xzOf', tarball, `package/${file}`], { encoding: 'utf8' });
}
