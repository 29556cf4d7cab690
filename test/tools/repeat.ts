/**
 * Looks for tests that fail by luck: runs the suite many times, each time in another order of files and of
 * the tests within them, and tells which tests failed how often. Ends with an error if any did.
 *
 * Usage: npm run test:repeat -- <times> [--load] [--seed <first>] [<what jest takes, such as a folder> …]
 *   --load   two busy loops run beside it, so that every test has to share its processor
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const BUSY_LOOPS = 2;

interface Run {
	seed: number;
	seconds: number;
	/** The full names of tests, or the paths of files that did not even load. */
	failed: string[];
	tests: number;
}

/** The part of jest's report that we read. */
interface Report {
	numTotalTests: number;
	testResults: Array<{
		name: string;
		status: string;
		assertionResults: Array<{ fullName: string; status: string }>;
	}>;
}

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { load: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
	});
	const [times = '', ...only] = positionals;
	if (!/^[1-9]\d*$/.test(times)) throw new Error('Usage: npm run test:repeat -- 20 [--load]');
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-repeat-'));
	const busy = values.load ? startBusyLoops() : [];
	const runs: Run[] = [];
	try {
		for (let n = 0; n < Number(times); n++) {
			const run = await runOnce(Number(values.seed) + n, only, join(folder, `${n}.json`));
			runs.push(run);
			console.log(inWords(run));
		}
	} finally {
		for (const loop of busy) loop.kill();
		rmSync(folder, { recursive: true, force: true });
	}
	console.log(`\n${summaryOf(runs)}`);
	if (runs.some(({ failed }) => failed.length > 0)) process.exitCode = 1;
}

function startBusyLoops(): ChildProcess[] {
	return Array.from({ length: BUSY_LOOPS }, () =>
		spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
	);
}

async function runOnce(seed: number, only: string[], report: string): Promise<Run> {
	const args = [
		'node_modules/jest/bin/jest.js',
		// A file that is named runs by itself, as all others do in `npm test`.
		...(only.length === 0 ? ['--config', 'jest.together.config.js'] : []),
		'--silent',
		'--randomize',
		`--seed=${seed}`,
		`--testSequencer=${resolve('test/tools/shuffleFiles.cjs')}`,
		'--json',
		`--outputFile=${report}`,
		...only,
	];
	const env = { ...process.env, TEST_ORDER_SEED: String(seed) };
	const began = Date.now();
	await new Promise((ended, failed) => {
		spawn(process.execPath, args, { env, stdio: 'ignore' })
			.once('error', failed)
			.once('close', ended);
	});
	const seconds = (Date.now() - began) / 1_000;
	// Where jest itself broke there is none, which is an error of its own.
	const { testResults, numTotalTests } = JSON.parse(readFileSync(report, 'utf8')) as Report;
	return { seed, seconds, failed: testResults.flatMap(failedOf), tests: numTotalTests };
}

function failedOf({ name, status, assertionResults }: Report['testResults'][number]): string[] {
	const failed = assertionResults
		.filter((test) => test.status === 'failed')
		.map(({ fullName }) => fullName);
	return failed.length === 0 && status === 'failed' ? [`${name} did not load`] : failed;
}

function inWords({ seed, seconds, failed, tests }: Run): string {
	const time = `${seconds.toFixed(0)} s`;
	if (failed.length === 0) return `seed ${seed}: ${tests} tests passed, ${time}`;
	return `seed ${seed}: ${failed.length} of ${tests} FAILED, ${time}\n  ${failed.join('\n  ')}`;
}

function summaryOf(runs: readonly Run[]): string {
	const seconds = runs.map((run) => run.seconds).toSorted((a, b) => a - b);
	const [least, median, most] = [0, seconds.length >> 1, -1].map((at) =>
		seconds.at(at)?.toFixed(0),
	);
	const good = runs.filter(({ failed }) => failed.length === 0).length;
	const counts = new Map<string, number>();
	for (const name of runs.flatMap(({ failed }) => failed)) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const rows = [...counts].toSorted(([, a], [, b]) => b - a);
	return [
		`Node.js ${process.version}: ${good} of ${runs.length} runs passed; ${least} / ${median} / ${most} s (least, median, most)`,
		...rows.map(([name, count]) => `  failed ${count} times: ${name}`),
	].join('\n');
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
