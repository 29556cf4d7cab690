import type { FaultPoint } from '../../sandbox';
import { whole, type Expectation, type Row, type Table } from '../row';
import { doorsOf, throughDoor } from '../scene/doorsOf';
import { ANY_READ, databaseRead, rowsRead } from '../scene/reads';
import type { Scene } from '../scene/scene';
import { all, spoilNotion } from '../scene/spoil';
import { welcomes } from '../scene/welcomes';
import { IN_ROWS } from './databases';
import { READS } from './notion';

const unread: Expectation = { files: 'missing', also: [{ code: 'notionUnavailable' }] };

const STAGES: ReadonlyArray<{ at: FaultPoint; words: string }> = [
	{ at: 'headers', words: 'before the head of its answer' },
	{ at: 'firstByte', words: 'after the head of its answer' },
	{ at: 'middle', words: 'in mid-answer' },
	{ at: 'lastByte', words: 'before the last byte of its answer' },
];

const stalls: readonly Row[] = STAGES.flatMap(({ at, words }) => [
	...([1, 3] as const).map((times) => ({
		name: `Notion falls silent ${words}, ${times === 1 ? 'once' : 'three times'} for every read`,
		provoke: all(...READS.map(({ url }) => spoilNotion({ type: 'stall', at }, url, times))),
		expect: whole,
	})),
	{
		name: `Notion falls silent ${words}, every time`,
		provoke: spoilNotion({ type: 'stall', at }, ANY_READ, 'forever'),
		expect: unread,
	},
]);

const ofRows: readonly Row[] = STAGES.flatMap(({ at, words }) => [
	...([1, 3] as const).map((times) => ({
		name: `Notion falls silent ${words} when it is asked for a database and its rows, ${times === 1 ? 'once' : 'three times'}`,
		scene: IN_ROWS,
		provoke: all(
			...[databaseRead, rowsRead].map((read) => spoilNotion({ type: 'stall', at }, read, times)),
		),
		expect: whole,
	})),
	{
		name: `Notion falls silent ${words} when it is asked for the rows of a database, every time`,
		scene: IN_ROWS,
		provoke: spoilNotion({ type: 'stall', at }, rowsRead, 'forever'),
		expect: unread,
	},
]);

const connections: readonly Row[] = [
	{
		name: 'Notion’s API accepts the connection and stays silent, three times',
		scene: { doors: true },
		provoke: (scene) => doorsOf(scene).api.welcome(3, welcomes.silence),
		credential: throughDoor,
		expect: whole,
	},
	{
		name: 'Notion’s API accepts the connection and stays silent, every time',
		scene: { doors: true },
		provoke: (scene) => doorsOf(scene).api.welcome(Infinity, welcomes.silence),
		credential: throughDoor,
		expect: unread,
	},
	{
		name: 'The first packet to Notion’s API is dropped, for a while',
		scene: { doors: true, deaf: ['api'] },
		provoke: ({ deafDoors }) => void setTimeout(() => deafDoors.api?.listen(), 2_500),
		credential: throughDeafDoor,
		expect: whole,
		takes: { atLeast: 2_000, atMost: 30_000 },
	},
	{
		name: 'The first packet to Notion’s API is dropped, every time',
		scene: { doors: true, deaf: ['api'] },
		provoke: () => {},
		credential: throughDeafDoor,
		expect: unread,
		arrivals: { api: 0 },
	},
];

export const silence: Table = {
	title: 'Notion’s API gives no answer',
	// They do nothing but wait.
	rowsAtOnce: 16,
	rows: [...stalls, ...ofRows, ...connections],
};

function throughDeafDoor({ deafDoors }: Scene): { apiBaseUrl: string } {
	if (!deafDoors.api) throw new Error('The scene has no deaf door to Notion');
	return { apiBaseUrl: deafDoors.api.origin };
}
