/**
 * Packs the package as npm would publish it, unpacks it elsewhere, and checks that it holds what n8n
 * loads and nothing else: node, credential, icons and codex, found by n8n's own loader.
 */
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPackage } from './loadPackage';

const ALLOWED = [
	/^package\.json$/,
	/^(README|LICENSE|CHANGELOG)(\.md)?$/,
	/^index\.js$/,
	/^dist\/(nodes|credentials)\/[\w/.]+\.(js|svg)$/,
	/^dist\/nodes\/NotionFiles\/NotionFiles\.node\.json$/,
];

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-package-'));
	try {
		const files = pack(folder);
		const strangers = files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)));
		assert.deepEqual(strangers, [], 'the tarball holds files that n8n does not need');
		const unpacked = join(folder, 'package');
		checkManifest(unpacked);
		await checkLoading(unpacked);
		console.log(`The package holds ${files.length} files; n8n's loader finds all it needs.`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The paths in the tarball, which is unpacked below the folder. */
function pack(folder: string): string[] {
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	execFileSync(npm, ['pack', '--silent', '--pack-destination', folder], { stdio: 'ignore' });
	const [tarball] = readdirSync(folder);
	assert.ok(tarball, 'npm pack made no tarball');
	const archive = join(folder, tarball);
	execFileSync('tar', ['-xzf', archive, '-C', folder]);
	const listing = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' });
	return listing
		.trim()
		.split('\n')
		.map((path) => path.replace(/^package\//, ''));
}

function checkManifest(unpacked: string): void {
	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
	assert.ok(manifest.keywords.includes('n8n-community-node-package'));
	assert.deepEqual(manifest.peerDependencies, { 'n8n-workflow': '*' });
	for (const path of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		assert.ok(existsSync(join(unpacked, path)), `${path} is named in package.json and missing`);
	}
}

async function checkLoading(unpacked: string): Promise<void> {
	// Dependencies, as n8n's installer would have put them there.
	symlinkSync(join(process.cwd(), 'node_modules'), join(unpacked, 'node_modules'));
	const { node, credential, loader } = await loadPackage(unpacked);
	const { description } = node;
	assert.equal(description.displayName, 'Notion Files');
	assert.ok(description.codex?.alias?.includes('notion'), 'the codex file is not found');
	assert.equal(credential.name, 'notionFilesApi');
	const icons = [loader.types.nodes[0]?.iconUrl, loader.types.credentials[0]?.iconUrl];
	for (const icon of icons.flatMap((urls) =>
		typeof urls === 'string' ? [urls] : Object.values(urls ?? {}),
	)) {
		const path = icon.replace(/^icons\/[^/]+\//, '');
		assert.ok(existsSync(join(unpacked, path)), `the icon ${path} is missing`);
	}
	assert.equal(icons.length, 2);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
