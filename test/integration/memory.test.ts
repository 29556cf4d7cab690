import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { sha256Of } from '../sandbox';
import { contentOf, largeFile } from '../tools/pagePlan';

const GIB = 1024 ** 3;

test('a file of 1 GiB streams, whole, while the process grows by less than 200 MB', async () => {
	const script = resolve('build/test/tools/measureMemory.js');
	if (!existsSync(script)) throw new Error('Run “npm run build && npm run build:tools” first');
	const { stdout } = await promisify(execFile)(process.execPath, [script, String(GIB)]);
	const { growth, json } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
	expect(json).toMatchObject({
		fileSize: GIB,
		sha256: sha256Of(contentOf(largeFile(GIB), 0)),
	});
	expect(growth).toBeLessThan(200 * 1024 * 1024);
}, 120_000);
