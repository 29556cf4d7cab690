import { generatedContent, type Fault } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { whenAsked } from '../scene/moments';
import type { Scene } from '../scene/scene';
import { all, spoil, type Provoke } from '../scene/spoil';
import { EXPIRED } from './s3';

const MiB = 1024 * 1024;

/** So much, at this speed, is worth several connections: parts are fetched beside the first one. */
const SIZE = 28 * MiB;
const SLOWLY: Fault = { type: 'slow', bytesPerSecond: 4 * MiB };

/** Large enough for as many parts as there may be beside the first connection. */
const WIDE = 60 * MiB;
const PARTS = 7;

/** Holds the requests for parts until all have been sent, so that they fail at the same moment. */
const TOGETHER: Fault = { type: 'delay', milliseconds: 200 };

/** The first connection is slow, so that parts are fetched; the requests for them meet the fault. */
function spoilParts(fault: Fault | readonly Fault[], times: number | 'forever' = PARTS): Provoke {
	return all(spoil(SLOWLY), spoil(fault, { times }));
}

/** With the first request for a part, the object is another one. */
const changedAtParts: Provoke = (scene) => {
	for (const file of scene.files) {
		const { server, path, place, content: old } = file;
		const size = 'size' in old ? old.size : 0;
		file.content = generatedContent(size, `new ${place}`);
		whenAsked(scene, { server, url: path, range: true }, () =>
			scene.sandbox[server].replace(path, file.content),
		);
	}
};

const blockRead = ({ blocks }: Scene): string => `/v1/blocks/${blocks.block.id}`;

/** Nothing is begun anew. */
const resumed = { server: 'storage', range: false, exactly: 1 } as const;

const large: readonly Row[] = [
	{
		name: 'The host is slow, and nothing goes wrong',
		provoke: spoil(SLOWLY),
		expect: whole,
		counts: [resumed, { server: 'storage', range: true, atLeast: 2 }],
	},
	...(['truncate', 'reset'] as const).map((type) => ({
		name: `Every part breaks off half way (${type})`,
		provoke: spoilParts({ type, at: 'middle' }),
		expect: whole,
		counts: [resumed],
	})),
	{
		name: 'The object changes when its parts are asked for',
		provoke: all(spoil(SLOWLY), changedAtParts),
		expect: whole,
	},
	{
		name: 'A part comes with the range of another (wrong Content-Range)',
		provoke: spoilParts({ type: 'wrongContentRange' }, 1),
		expect: whole,
	},
	{
		name: 'The host ignores the range of a part and sends everything',
		provoke: spoilParts({ type: 'ignoreRange' }, 1),
		expect: whole,
	},
	{
		name: 'The parts are gone (404)',
		provoke: spoilParts({ type: 'status', status: 404 }, 'forever'),
		expect: failing('fileGone', { httpStatus: 404 }),
	},
	{
		name: 'Every part is reset, every time',
		provoke: spoilParts({ type: 'reset', at: 'headers' }, 'forever'),
		expect: failing('connectionFailed'),
		options: { retries: 2 },
	},
];

const wide: readonly Row[] = [
	{
		name: 'All parts are refused at the same moment (503), which is one failure and not many',
		provoke: spoilParts([TOGETHER, { type: 'status', status: 503 }]),
		expect: whole,
		options: { retries: 2 },
		counts: [resumed],
	},
	{
		name: 'The connections of all parts are reset at the same moment, which is one failure and not many',
		provoke: spoilParts([TOGETHER, { type: 'reset', at: 'headers' }]),
		expect: whole,
		options: { retries: 2 },
		counts: [resumed],
	},
	{
		name: 'The link expires for all parts at the same moment: one renewal serves them all',
		provoke: spoilParts([TOGETHER, EXPIRED]),
		expect: whole,
		counts: [resumed, { server: 'api', url: blockRead, exactly: 1 }],
	},
	{
		name: 'The object changes when its parts are asked for, and the first of them answers last',
		provoke: all(spoil(SLOWLY), changedAtParts, spoil({ type: 'delay', milliseconds: 300 })),
		expect: whole,
	},
	{
		name: 'What is left of a file that broke off comes slowly, and in parts',
		provoke: all(
			spoil({ type: 'truncate', at: 'middle' }),
			spoil({ type: 'slow', bytesPerSecond: 3 * MiB }),
		),
		expect: whole,
		counts: [resumed],
	},
];

const elsewhere: Row = {
	name: 'Every part from another site breaks off half way',
	scene: { places: ['external'], size: SIZE },
	provoke: spoilParts({ type: 'truncate', at: 'middle' }),
	expect: whole,
	counts: [{ server: 'external', range: false, exactly: 1 }],
};

export const parts: Table = {
	title: 'Large files over several connections',
	// Whether a host is slow can be told only by who is not busy himself.
	rowsAtOnce: 3,
	rows: [
		...large.map((row): Row => ({ ...row, scene: { places: ['block'], size: SIZE } })),
		...wide.map((row): Row => ({ ...row, scene: { places: ['block'], size: WIDE } })),
		elsewhere,
	],
};
