import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { USER_AGENT } from '../../nodes/NotionFiles/http/userAgent';
import { sha256Of } from '../sandbox';
import { authorityCertificate } from './scene/certificates';
import { throughDoor } from './scene/doorsOf';
import { FEW } from './scene/places';
import { buildScene, type Scene } from './scene/scene';

/** Node reads NODE_EXTRA_CA_CERTS when it starts, so the node runs in its own process. */
async function getInOwnProcess(scene: Scene, env: NodeJS.ProcessEnv) {
	const script = resolve('build/test/tools/getPageFiles.js');
	if (!existsSync(script)) throw new Error('Run “npm run build && npm run build:tools” first');
	const { stdout } = await promisify(execFile)(
		process.execPath,
		[script, scene.sandbox.token, throughDoor(scene).apiBaseUrl, scene.page.id],
		{ env: { ...process.env, ...env } },
	);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('Notion’s API and all file hosts show certificates of an authority of one’s own', () => {
	let scene: Scene;
	let folder: string;

	beforeAll(async () => {
		scene = await buildScene({ doors: true, certificate: 'good', places: FEW });
		folder = mkdtempSync(join(tmpdir(), 'notion-files-authority-'));
		writeFileSync(join(folder, 'authority.pem'), authorityCertificate());
	});

	afterAll(async () => {
		rmSync(folder, { recursive: true });
		await scene.close();
	});

	// That the error names the variable where it is missing: test/unit/certificates.test.ts.
	test('with the variable of Node that makes it trusted, every byte arrives', async () => {
		const NODE_EXTRA_CA_CERTS = join(folder, 'authority.pem');
		const { files, message } = await getInOwnProcess(scene, { NODE_EXTRA_CA_CERTS });
		expect(message).toBeUndefined();
		const expected = scene.files.map(({ name, content }) => [name, sha256Of(content)]);
		expect(files).toEqual(Object.fromEntries(expected));
	});

	test('the built package finds its own version and address, by which it introduces itself', () => {
		const agents = scene.sandbox.requestsTo('storage').map(({ headers }) => headers['user-agent']);
		expect(new Set(agents)).toEqual(new Set([USER_AGENT]));
	});
});
