import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type Came, type Contender, type Work } from '../case';

interface Places {
	/** A file: what to download. */
	list: string;
	/** Where the files go. */
	folder: string;
	/** A file with the certificate that is to be trusted. */
	authorityFile: string;
}

interface Command {
	program: string;
	arguments(places: Places): string[];
	/** What the list says for a link. */
	entry(link: string, name: string): string;
}

/** curl, with so many transfers at once. */
export function curl(name: string, atOnce: number): Contender {
	return command(name, {
		program: 'curl',
		arguments: ({ list, folder, authorityFile }) => [
			...['--parallel', '--parallel-immediate', '--parallel-max', String(atOnce)],
			...['--cacert', authorityFile, '--no-progress-meter', '--fail'],
			...['--output-dir', folder, '--config', list],
		],
		entry: (link, file) => `url = "${link}"\noutput = "${file}"\n`,
	});
}

/** aria2c, with so many transfers at once, or so many connections for each file. */
export function aria2c(name: string, { atOnce = 1, connections = 1 }): Contender {
	return command(name, {
		program: 'aria2c',
		arguments: ({ list, folder, authorityFile }) => [
			...['--quiet', '--file-allocation=none', `--dir=${folder}`, `--input-file=${list}`],
			...[
				`--ca-certificate=${authorityFile}`,
				`--max-concurrent-downloads=${atOnce}`,
				`--split=${connections}`,
			],
			...[`--max-connection-per-server=${connections}`, '--min-split-size=8M'],
		],
		entry: (link, file) => `${link}\n\tout=${file}\n`,
	});
}

function command(name: string, what: Command): Contender {
	return {
		name,
		async missing() {
			try {
				await promisify(execFile)(what.program, ['--version']);
				return undefined;
			} catch {
				return `${what.program} is not installed`;
			}
		},
		async run({ links, authorityFile }, begin) {
			const folder = mkdtempSync(join(tmpdir(), 'notion-files-bench-'));
			const list = `${folder}.list`;
			try {
				const entries = links.map((link, n) => what.entry(link, `${n}.bin`));
				writeFileSync(list, entries.join(''));
				await begin();
				return {
					...(await timed(what.program, what.arguments({ list, folder, authorityFile }))),
					came: cameTo(folder),
				};
			} finally {
				rmSync(folder, { recursive: true, force: true });
				rmSync(list, { force: true });
			}
		},
	};
}

/** The shell tells what its children took of the CPU; Node does not. */
const WITH_TIMES = '"$@" >&2; status=$?; times; exit $status';

async function timed(program: string, list: string[]): Promise<Omit<Work, 'came'>> {
	const begun = performance.now();
	const child = spawn('/bin/sh', ['-c', WITH_TIMES, 'sh', program, ...list], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [times, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
	const ms = performance.now() - begun;
	if (status !== 0) throw new Error(`${program} ended with status ${String(status)}`);
	return { ms, cpuMs: cpuOfChildren(times) };
}

/** `times` prints user and system time, of the shell and in the second line of its children. */
function cpuOfChildren(times: string): number {
	const [, children = ''] = times.trim().split('\n');
	return [...children.matchAll(/(\d+)m([\d.]+)s/g)]
		.map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1000)
		.reduce((sum, part) => sum + part, 0);
}

function cameTo(folder: string): Came {
	const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
	return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
