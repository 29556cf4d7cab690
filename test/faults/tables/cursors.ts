import type { Fault } from '../../sandbox';
import { at, whole, type Row, type Table } from '../row';
import { contentRead, rollupRead } from '../scene/reads';
import type { Scene } from '../scene/scene';
import { all, type Provoke } from '../scene/spoil';
import { notionError } from './notion';

export const DEAD = notionError(400, 'validation_error', {
	message: 'The start_cursor provided is invalid: 4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d',
});

/** An answer without entries that leads on to a cursor. */
export const leadingOn = (cursor: string): Fault => ({
	type: 'status',
	status: 200,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify({ object: 'list', results: [], next_cursor: cursor, has_more: true }),
});

/** Lists arrive entry by entry, so there is a cursor between any two. */
export const oneByOne: Provoke = ({ sandbox }) => {
	sandbox.settings.maximumPageSize = 1;
};

/** A fault for a request that continues a list. */
function continued(
	fault: Fault,
	read: (scene: Scene) => RegExp,
	which: { nth?: number; times?: number | 'forever' } = {},
): Provoke {
	return (scene) => {
		const path = new RegExp(`${read(scene).source}.*start_cursor=`, 'i');
		const { nth, times } = which;
		scene.sandbox.faults.add({ on: { server: 'api', path, nth }, times, fault });
	};
}

/** Without the rollup, whose list is long. */
const SCENE = { places: ['cover', 'block', 'blockIcon', 'embed', 'external'] } as const;

/** Of the content, only the toggle precedes the first cursor. */
const AFTER_TOGGLE = at(['blockIcon', 'external'], 'missing');

const rows: readonly Row[] = [
	{
		name: 'Notion returns every list one entry at a time',
		provoke: oneByOne,
		expect: whole,
	},
	{
		name: 'The first answer of every list holds nothing and leads on',
		provoke({ sandbox }) {
			sandbox.settings.firstAnswersEmpty = true;
		},
		expect: whole,
	},
	...[1, 2].map((nth) => ({
		name: `The cursor of the content becomes invalid (at entry ${nth + 1})`,
		scene: SCENE,
		provoke: all(oneByOne, continued(DEAD, contentRead, { nth })),
		expect: whole,
	})),
	...[1, 20].map((nth) => ({
		name: `The cursor of a long rollup becomes invalid (at entry ${nth + 1})`,
		provoke: all(oneByOne, continued(DEAD, rollupRead, { nth })),
		expect: whole,
	})),
	{
		name: 'Every cursor of the content is invalid',
		scene: SCENE,
		provoke: all(oneByOne, continued(DEAD, contentRead, { times: 'forever' })),
		expect: {
			files: 'whole',
			at: AFTER_TOGGLE,
			also: [{ code: 'refusedByNotion', httpStatus: 400 }],
		},
		counts: [{ server: 'api', url: /start_cursor=/, atMost: 60 }],
	},
	{
		name: 'A cursor is refused for another reason',
		scene: SCENE,
		provoke: all(oneByOne, continued(notionError(403, 'restricted_resource'), contentRead)),
		expect: { files: 'whole', at: AFTER_TOGGLE, also: [{ code: 'missingCapability' }] },
	},
	{
		name: 'Notion fails once in the middle of a list',
		scene: SCENE,
		provoke: all(oneByOne, continued(notionError(502, 'bad_gateway'), contentRead, { times: 3 })),
		expect: whole,
	},
	{
		name: 'A list repeats its cursor and would never end',
		scene: SCENE,
		provoke: all(oneByOne, continued(leadingOn('the same'), contentRead, { times: 'forever' })),
		expect: {
			files: 'whole',
			at: AFTER_TOGGLE,
			also: [{ code: 'refusedByNotion', says: /repeats a cursor/ }],
		},
		counts: [{ server: 'api', url: /start_cursor=/, atMost: 60 }],
	},
];

export const cursors: Table = { title: 'Lists from Notion’s API', rows };
