import type { Fault, FaultPoint } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { spoil } from '../scene/spoil';

type Stage = { at: FaultPoint; words: string };

const HEADERS: Stage = { at: 'headers', words: 'before the head of the answer' };
const FIRST: Stage = { at: 'firstByte', words: 'before the first byte' };
const MIDDLE: Stage = { at: 'middle', words: 'after half of the rest' };
const LAST: Stage = { at: 'lastByte', words: 'before the last byte' };

interface Kind {
	words: string;
	stages: readonly Stage[];
	fault: (at: FaultPoint) => Fault;
	options?: Row['options'];
}

const KINDS: readonly Kind[] = [
	{
		words: 'The connection is reset',
		stages: [HEADERS, FIRST, MIDDLE, LAST],
		fault: (at) => ({ type: 'reset', at }),
	},
	{
		words: 'The connection is closed',
		stages: [FIRST, MIDDLE, LAST],
		fault: (at) => ({ type: 'truncate', at: at as Exclude<FaultPoint, 'headers'> }),
	},
	{
		words: 'The host falls silent',
		stages: [HEADERS, FIRST, MIDDLE, LAST],
		fault: (at) => ({ type: 'stall', at }),
		options: { stallTimeout: 1 },
	},
];

function rowsOf({ words, stages, fault, options }: Kind): Row[] {
	return stages.flatMap(({ at, words: stage }) => [
		...(['once', 'three times'] as const).map((often) => ({
			name: `${words} ${stage}, ${often}`,
			provoke: spoil(fault(at), { times: often === 'once' ? 1 : 3 }),
			expect: whole,
			options,
		})),
		{
			name: `${words} ${stage}, every time`,
			provoke: spoil(fault(at), { times: 'forever' }),
			// The one byte that is left after the first attempt comes with the second.
			expect: at === 'lastByte' ? failing('connectionFailed') : failing('connectionFailed'),
			options: { ...options, retries: 2 },
		},
	]);
}

export const connections: Table = {
	title: 'Connections that break',
	rows: KINDS.flatMap(rowsOf),
};
