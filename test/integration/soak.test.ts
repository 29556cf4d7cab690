import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

test('10,000 files, one in twenty with a fault on the wire, come whole and complete, in flat memory', async () => {
	const script = resolve('build/test/tools/soak.js');
	if (!existsSync(script)) throw new Error('Run “npm run build && npm run build:tools” first');
	const { stdout } = await promisify(execFile)(process.execPath, [script, '10000']);
	const { growth, asked, ...came } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
	expect(came).toEqual({ items: 10_000, whole: 10_000, faulty: 500 });
	// Only what broke is asked for again. `chunked` and `gzip` are no faults of the download.
	expect(asked).toBeLessThanOrEqual(10_500);
	// The sandbox, its journal and the items grow with the files; the downloads must not.
	expect(growth).toBeLessThan(150 * 1024 * 1024);
}, 240_000);
