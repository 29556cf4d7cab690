import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutionsReport } from './executions';
import type { LargeFileReport } from './largeFile';
import type { Memory } from './memory';

export const EXECUTIONS = 5;
export const FILES = 300;
export const LARGE_FILE_BYTES = 256 * 1024 * 1024;

/** What the limits are for, in bytes. */
export interface Figures {
	/** What the heap holds more after each execution than after the one before. */
	heapOfExecution: number;
	/** What the heap holds more for each file while an execution runs, beside the item that n8n is given. */
	heapOfFile: number;
	/** The most that lies outside of the heap while files arrive: the bytes of files, above all. */
	bytesHeld: number;
	/** The highest moment of the process in a later execution, compared with the first one. */
	processGrowth: number;
	/** How the process grows while one large file streams. */
	largeFileGrowth: number;
}

export interface Measured {
	executions: ExecutionsReport;
	largeFile: LargeFileReport;
	figures: Figures;
}

/** Runs what is measured, one program after the other, in processes of their own. */
export async function measure(): Promise<Measured> {
	const executions = (await run(
		['--expose-gc'],
		'executions',
		EXECUTIONS,
		FILES,
	)) as ExecutionsReport;
	const largeFile = (await run([], 'largeFile', LARGE_FILE_BYTES)) as LargeFileReport;
	return { executions, largeFile, figures: figuresOf(executions, largeFile) };
}

async function run(options: string[], program: string, ...args: number[]): Promise<unknown> {
	const script = resolve(`build/test/soak/${program}.js`);
	if (!existsSync(script)) throw new Error('Run “npm run build && npm run build:tools” first');
	const all = [...options, script, ...args.map(String)];
	const { stdout } = await promisify(execFile)(process.execPath, all);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** The first execution loads modules and fills caches: growth is counted from there on. */
function figuresOf({ reports }: ExecutionsReport, { growth }: LargeFileReport): Figures {
	const later = reports.slice(1);
	const atRest = Math.min(...reports.map(({ after }) => after.external));
	const held = reports.flatMap(({ during }) => during.map(({ external }) => external));
	const [firstPeak = NaN, ...laterPeaks] = reports.map(({ during, after }) =>
		highest([...during, after].map(({ rss }) => rss)),
	);
	return {
		heapOfExecution: Math.round(slopeOf(later.map(({ after }) => after.heap))),
		heapOfFile: Math.round(highest(later.map(heapOfFile))),
		bytesHeld: highest(held) - atRest,
		processGrowth: highest(laterPeaks) - firstPeak,
		largeFileGrowth: growth,
	};
}

function heapOfFile({
	during,
	withResult,
	after,
}: Record<'withResult' | 'after', Memory> & { during: Memory[] }): number {
	const ofResult = (withResult.heap - after.heap) / FILES;
	const ofAll = slopeOf(during.map(({ heap }) => heap)) / (FILES / during.length);
	return ofAll - Math.max(0, ofResult);
}

function highest(values: readonly number[]): number {
	return Math.max(...values);
}

/** By how much the values grow from each to the next, by least squares. */
function slopeOf(values: readonly number[]): number {
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const [rise, run] = values.reduce(
		([up, along], value, at) => [up + (at - middle) * (value - mean), along + (at - middle) ** 2],
		[0, 0],
	);
	return rise / run;
}
