import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Case, type Contender, type Result, type Run } from './case';
import { SandboxServer } from './sandboxServer';

/**
 * Every contender once, then every one again: what the machine does meanwhile happens to all. Every other
 * round goes backwards, so that nobody always follows the same one.
 */
export async function runCase(
	benchmarkCase: Case,
	rounds: number,
	say: (text: string) => void,
): Promise<Result> {
	const missing = await missingOf(benchmarkCase.contenders);
	const present = benchmarkCase.contenders.filter(({ name }) => !missing.has(name));
	const runs = new Map<string, Run[]>(present.map(({ name }) => [name, []]));
	const sandbox = await SandboxServer.start(benchmarkCase.key);
	try {
		for (let round = 1; round <= rounds; round++) {
			for (const contender of round % 2 === 0 ? present.toReversed() : present) {
				const run = await runOnce(contender, sandbox);
				runs.get(contender.name)?.push(run);
				say(`${benchmarkCase.key} ${round}/${rounds} ${contender.name}: ${inWords(run)}`);
			}
		}
	} finally {
		sandbox.stop();
	}
	return { runs, missing };
}

async function missingOf(contenders: Contender[]): Promise<Map<string, string>> {
	const missing = new Map<string, string>();
	for (const contender of contenders) {
		const why = await contender.missing();
		if (why !== undefined) missing.set(contender.name, why);
	}
	return missing;
}

async function runOnce(contender: Contender, sandbox: SandboxServer): Promise<Run> {
	const { scene } = sandbox;
	// The system may still be writing the files of the one before.
	await promisify(execFile)('sync');
	const work = await contender.run(scene, async () => await sandbox.startCounting());
	const { files, bytes } = work.came;
	if (files !== scene.expected.files || bytes !== scene.expected.bytes) {
		throw new Error(
			`${contender.name} brought ${files} files of ${bytes} bytes in all, not ${scene.expected.files} of ${scene.expected.bytes}`,
		);
	}
	return { ...work, ...(await sandbox.counts()) };
}

function inWords({ ms, cpuMs, memoryBytes = NaN, requests, connections }: Run): string {
	return [
		`${ms.toFixed(0)} ms`,
		`${cpuMs.toFixed(0)} ms CPU`,
		`${(memoryBytes / 1_000_000).toFixed(0)} MB`,
		`${requests} requests`,
		`${connections} connections`,
	].join(', ');
}
