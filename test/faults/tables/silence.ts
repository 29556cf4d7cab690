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
	{ at: 'headers', words: 'before its response headers' },
	{ at: 'firstByte', words: 'after its response headers' },
	{ at: 'middle', words: 'in the middle of its response' },
	{ at: 'lastByte', words: 'before the last byte of its response' },
];

const stalls: readonly Row[] = [
	...STAGES.map(({ at, words }) => ({
		name: `Notion falls silent ${words}, once for every read`,
		provoke: all(...READS.map(({ url }) => spoilNotion({ type: 'stall', at }, url))),
		expect: whole,
	})),
	{
		name: 'Notion falls silent in the middle of its response, every time',
		provoke: spoilNotion({ type: 'stall', at: 'middle' }, ANY_READ, 'forever'),
		expect: unread,
	},
];

const ofRows: readonly Row[] = [
	{
		name: 'Notion falls silent in the middle of its response to requests for a database and its rows',
		scene: IN_ROWS,
		provoke: all(
			...[databaseRead, rowsRead].map((read) => spoilNotion({ type: 'stall', at: 'middle' }, read)),
		),
		expect: whole,
	},
	{
		name: 'Notion falls silent before its response headers at every request for the rows of a database',
		scene: IN_ROWS,
		provoke: spoilNotion({ type: 'stall', at: 'headers' }, rowsRead, 'forever'),
		expect: unread,
	},
];

const connections: readonly Row[] = [
	{
		name: 'Notion’s API accepts the connection and stays silent, once',
		scene: { doors: true },
		provoke: (scene) => doorsOf(scene).api.welcome(1, welcomes.silence),
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
		provoke: ({ clock, deafDoors }) => void clock.waitsBegun(1).then(() => deafDoors.api?.listen()),
		credential: throughDeafDoor,
		expect: whole,
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
	title: 'Notion’s API does not respond',
	// They do nothing but wait.
	rowsAtOnce: 16,
	notionIsSilent: true,
	rows: [...stalls, ...ofRows, ...connections],
};

function throughDeafDoor({ deafDoors }: Scene): { apiBaseUrl: string } {
	if (!deafDoors.api) throw new Error('The scene has no deaf door to Notion');
	return { apiBaseUrl: deafDoors.api.origin };
}
