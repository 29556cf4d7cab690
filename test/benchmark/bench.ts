/**
 * Our node beside what one would use in its place: the same work, in the same run, on the same
 * machine, in turns. Prints a table and writes it to docs/benchmark.md.
 *
 * Usage: npm run bench -- [--case a,c-20] [--all] [--rounds 5] [--beside <name>=<folder>]…
 * `--beside` measures another build of this package as well: a folder with its package.json and dist.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { type Case, type Contender, type Result } from './case';
import { cases, chooseCases } from './cases';
import { installedRows } from './report/installed';
import { markdown, withEarlierRows, type Section } from './report/page';
import { cpuRows, lessRows, measuredRows, targetRows, type Row } from './report/rows';
import { runCase } from './rounds';

const PAGE = resolve('docs/benchmark.md');

const INTRODUCTION = `# Benchmark

What our node takes, beside what one would use in its place. \`npm run bench\` writes this page: see \`test/benchmark/README.md\` for how it measures, and for what the work of each case is.

Nearly all numbers are ratios, as absolute times mean nothing on a shared machine. Each is the median over the rounds, with the smallest and the largest in brackets. Everybody does the same work in every round, one after the other; everything is served on loopback, so where latency or a speed is named it is made by the server.
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			case: { type: 'string', default: '' },
			all: { type: 'boolean', default: false },
			rounds: { type: 'string', default: '5' },
			beside: { type: 'string', multiple: true, default: [] },
		},
	});
	const names = values.case.split(',').filter((name) => name !== '');
	const chosen = chooseCases(names, values.all).map((one) => withBuilds(one, values.beside));
	const rounds = Number(values.rounds);
	const sections = emptySections();
	for (const one of chosen) {
		const result = await runCase(one, rounds, (text) => console.error(text));
		sections.measured.rows.push(...measuredRows(one, result));
		sections.targets.rows.push(...targetRows(one, result));
		sections.less.rows.push(...lessRows(one, result));
		if (one.cpuPerGb) sections.cpu.rows.push(...cpuRows(one, result));
		sections.runs.rows.push(runRow(one, result, rounds));
		if (one.isInstalled) sections.installed.rows.push(...(await installedRows(one.key)));
	}
	const { measured, targets, less, cpu, installed, runs } = sections;
	const ordered = [measured, targets, less, cpu, installed, runs];
	console.log(await aligned(markdown('', ordered)));
	// What is beside is an experiment, which the page does not tell of.
	if (values.beside.length > 0) return;
	const keys = cases.map(({ key }) => key);
	const page = markdown(INTRODUCTION, withEarlierRows(PAGE, ordered, keys));
	writeFileSync(PAGE, await aligned(page));
}

/** So that tables are read as they are, in a terminal as well. */
async function aligned(text: string): Promise<string> {
	return await format(text, { parser: 'markdown' });
}

function withBuilds(one: Case, builds: string[]): Case {
	const more = builds.flatMap((build) => {
		const [name = '', folder = ''] = build.split('=');
		return one.contenders.flatMap((contender): Contender[] =>
			contender.from ? [contender.from(resolve(folder), `${contender.name} (${name})`)] : [],
		);
	});
	return { ...one, contenders: [...one.contenders, ...more] };
}

type Sections = 'measured' | 'targets' | 'less' | 'cpu' | 'installed' | 'runs';

function emptySections(): Record<Sections, Section> {
	return {
		measured: {
			title: 'Measured',
			text: 'Time and CPU in units of what the first of each case takes: 2 means twice as long. In the row of the first stands how much it varies itself. Memory is by how many megabytes the process grew; bytes are those of files on the wire, in megabytes.',
			header: ['Case', 'By', 'Time', 'CPU', 'Memory', 'Requests', 'Connections', 'Bytes'],
			rows: [],
		},
		targets: {
			title: 'Targets',
			text: 'What the cases are, and what is to be reached.',
			header: ['Case', 'Work', 'To reach', 'Now', 'Reached'],
			rows: [],
		},
		less: {
			title: 'Who takes less',
			text: 'Where somebody takes less time or CPU than our node, and why. Time and CPU in units of what our node takes.',
			header: ['Case', 'By', 'Time', 'CPU', 'Why'],
			rows: [],
		},
		cpu: {
			title: 'CPU for each GB',
			text: 'What a download takes of a processor where the network is the bottleneck, in seconds for each GB: to be compared with one another, as another machine has other seconds.',
			header: ['Case', 'Work', 'By', 'Seconds'],
			rows: [],
		},
		installed: {
			title: 'Installed',
			text: 'What n8n’s installer puts on a server, by `npm pack` and `npm install` as n8n calls them.',
			header: ['Case', 'What', 'Packages', 'Size'],
			rows: [],
		},
		runs: {
			title: 'Runs',
			text: 'Where the numbers come from. A load above the number of processors means that others were using the machine.',
			header: ['Case', 'When', 'Rounds', 'Version', 'Node.js', 'Processors', 'Load'],
			rows: [],
		},
	};
}

function runRow({ key }: Case, { runs }: Result, rounds: number): Row {
	const done = Math.min(rounds, ...[...runs.values()].map(({ length }) => length));
	const when = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	const load = loadavg()[1]?.toFixed(1) ?? '';
	return [key, when, String(done), version(), process.version, String(cpus().length), load];
}

/** The commit, and whether there is more than the commit. */
function version(): string {
	const git = (...list: string[]): string =>
		execFileSync('git', list, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
	try {
		const changed = git('status', '--porcelain', '--', 'nodes', 'credentials') !== '';
		return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`;
	} catch {
		return 'unknown';
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
