import type { Fault, FaultPoint } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { LARGE } from '../scene/newFile';
import { FEW, HOSTED, LINKABLE } from '../scene/places';
import { spoil } from '../scene/spoil';

interface Stage {
	at: FaultPoint;
	words: string;
}

const HEADERS: Stage = { at: 'headers', words: 'before the response headers' };
const FIRST: Stage = { at: 'firstByte', words: 'before the first byte' };
const MIDDLE: Stage = { at: 'middle', words: 'after half of the requested bytes' };
const LAST: Stage = { at: 'lastByte', words: 'before the last byte' };

interface Kind {
	words: string;
	stages: readonly Stage[];
	/** Where it happens every time. */
	always: Stage;
	fault: (at: FaultPoint) => Fault;
	times: number;
	options?: Row['options'];
}

const KINDS: readonly Kind[] = [
	{
		words: 'The connection is reset',
		stages: [HEADERS, FIRST, MIDDLE, LAST],
		always: HEADERS,
		fault: (at) => ({ type: 'reset', at }),
		times: 3,
	},
	{
		words: 'The connection is closed',
		stages: [FIRST, MIDDLE, LAST],
		always: MIDDLE,
		fault: (at) => ({ type: 'truncate', at: at as Exclude<FaultPoint, 'headers'> }),
		times: 3,
	},
	{
		words: 'The host falls silent',
		stages: [HEADERS, FIRST, MIDDLE, LAST],
		always: LAST,
		fault: (at) => ({ type: 'stall', at }),
		// Each takes half a second.
		times: 1,
		options: { stallTimeout: 1 },
	},
];

function rowsOf({ words, stages, always, fault, times, options }: Kind): Row[] {
	return [
		...stages.map(({ at, words: stage }) => ({
			name: `${words} ${stage}, ${times === 1 ? 'once' : 'three times'}`,
			scene: { places: FEW },
			provoke: spoil(fault(at), { times }),
			expect: whole,
			options,
		})),
		{
			name: `${words} ${always.words}, every time`,
			provoke: spoil(fault(always.at), { times: 'forever' }),
			expect: failing('connectionFailed'),
			options: { ...options, retries: 1 },
		},
	];
}

const others: readonly Row[] = [
	{
		// A reset may discard what has arrived and was not read yet; a close does not.
		name: 'The connection is closed five times during a download, with three retries allowed and progress in between',
		scene: { size: LARGE, places: FEW },
		provoke: spoil({ type: 'truncate', at: 'middle' }, { times: 5 }),
		expect: whole,
		options: { retries: 3 },
	},
	{
		name: 'The host sends slowly, for longer than the stall timeout',
		provoke: spoil({ type: 'slow', bytesPerSecond: 20_000 }, { times: 'forever' }),
		expect: whole,
		options: { stallTimeout: 1, retries: 0 },
		counts: [{ server: 'storage', exactly: HOSTED.length }],
	},
	{
		name: 'Every file is interrupted in another way',
		provoke: (scene) => {
			const faults = KINDS.flatMap(({ stages, fault }) => stages.map(({ at }) => fault(at)));
			scene.files.forEach(({ server, path }, index) => {
				for (const fault of [faults[index], faults[index + 3]]) {
					if (fault) scene.sandbox.faults.add({ on: { server, path }, fault });
				}
			});
		},
		expect: whole,
		options: { stallTimeout: 1 },
	},
	{
		name: 'With retries switched off, the connection is reset',
		provoke: spoil({ type: 'reset', at: 'middle' }),
		expect: failing('connectionFailed'),
		options: { retries: 0 },
		counts: [{ server: 'storage', exactly: HOSTED.length }],
	},
	{
		name: 'Links to another site are at every place, and their downloads are interrupted three times',
		scene: { allExternal: true, places: LINKABLE },
		provoke: spoil({ type: 'truncate', at: 'middle' }, { times: 3 }),
		expect: whole,
	},
	{
		name: 'The host closes every connection after its response, and interrupts the file three times',
		scene: { places: ['external'], external: { headers: { connection: 'close' } } },
		provoke: spoil({ type: 'reset', at: 'middle' }, { times: 3 }),
		expect: whole,
	},
	{
		name: 'The host closes every connection after its response, before n8n has stored what it sent',
		scene: {
			size: LARGE,
			allExternal: true,
			places: LINKABLE,
			external: { headers: { connection: 'close' } },
		},
		provoke: () => {},
		expect: whole,
	},
	{
		name: 'A file of one byte, and the connection is reset before it',
		scene: { size: 1, places: FEW },
		provoke: spoil({ type: 'reset', at: 'lastByte' }),
		expect: whole,
	},
	{
		name: 'An empty file, and the connection is reset before the response headers',
		scene: { size: 0, places: FEW },
		provoke: spoil({ type: 'reset', at: 'headers' }),
		expect: whole,
	},
];

export const connections: Table = {
	title: 'Connections to file hosts that are interrupted',
	rows: [...KINDS.flatMap(rowsOf), ...others],
};
