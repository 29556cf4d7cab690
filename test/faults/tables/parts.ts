import { generatedContent, type Fault } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { whenAnswered, whenAsked, whenSoManyAsked } from '../scene/moments';
import type { Place } from '../scene/places';
import type { Scene } from '../scene/scene';
import { all, spoil, type Provoke } from '../scene/spoil';
import { EXPIRED } from './s3';

const MiB = 1024 * 1024;

/** Large enough for several connections: parts are fetched beside the first one. */
const SIZE = 18 * MiB;

/** Half of it is still large enough. */
const TWICE = 36 * MiB;

/** The node waits a long time for every piece. */
const slowly: Provoke = ({ clock }) => clock.passWithEveryLook();

/** Besides the first connection, there are as many parts as the options leave connections for. */
const PARTS = 3;
const OPTIONS: Row['options'] = { downloadsAtOnce: 1 + PARTS };

/** Among the requests for the file, after the one for the whole file. */
const FIRST_PART = 2;

/** The first connection is slow, so that parts are fetched; the requests for them meet the fault. */
function spoilParts(fault: Fault | readonly Fault[], times: number | 'forever' = PARTS): Provoke {
	return all(slowly, spoil(fault, { times, nth: FIRST_PART }));
}

/** The same, and all parts meet it at the same moment: once all have been requested. */
function spoilPartsTogether(fault: Fault): Provoke {
	return async (scene) => {
		const until = whenSoManyAsked(scene.sandbox, { server: 'storage', range: true }, PARTS);
		await spoilParts([{ type: 'hold', until }, fault])(scene);
	};
}

/** With the first request for a part, the object becomes another one. */
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

/** Nothing starts over. */
const resumed = { server: 'storage', range: false, exactly: 1 } as const;

const rows: readonly Row[] = [
	{
		name: 'The host is slow, and nothing goes wrong',
		provoke: slowly,
		expect: whole,
		counts: [resumed, { server: 'storage', range: true, atLeast: 2 }],
	},
	{
		name: 'Every part is interrupted halfway',
		provoke: spoilParts({ type: 'truncate', at: 'middle' }),
		expect: whole,
		counts: [resumed],
	},
	{
		name: 'The object changes when its parts are requested',
		provoke: all(slowly, changedAtParts),
		expect: whole,
	},
	{
		name: 'A part arrives with the range of another (wrong Content-Range)',
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
		options: { retries: 1 },
	},
	{
		name: 'All parts are refused at the same moment (503), which is one failure and not many',
		provoke: spoilPartsTogether({ type: 'status', status: 503 }),
		expect: whole,
		options: { retries: 2 },
		counts: [resumed],
	},
	{
		name: 'The connections of all parts are reset at the same moment, which is one failure and not many',
		provoke: spoilPartsTogether({ type: 'reset', at: 'headers' }),
		expect: whole,
		options: { retries: 2 },
		counts: [resumed],
	},
	{
		name: 'The link expires for all parts at the same moment: one renewal serves them all',
		provoke: spoilPartsTogether(EXPIRED),
		expect: whole,
		counts: [resumed, { server: 'api', url: blockRead, exactly: 1 }],
	},
	{
		name: 'The object changes when its parts are requested, and the first of them answers last',
		provoke: all(slowly, changedAtParts, (scene) => {
			const others = { server: 'storage', range: true, nth: PARTS - 1 } as const;
			const until = new Promise<void>((resolve) => whenAnswered(scene, others, resolve));
			void spoil({ type: 'hold', until }, { nth: FIRST_PART })(scene);
		}),
		expect: whole,
	},
	{
		name: 'After an interruption, the rest of a file arrives slowly, and in parts',
		scene: { size: TWICE },
		provoke: all(spoil({ type: 'truncate', at: 'middle' }), (scene) =>
			whenAsked(scene, { server: 'storage', range: true }, () => slowly(scene)),
		),
		expect: whole,
		counts: [resumed, { server: 'storage', range: true, atLeast: 3 }],
	},
];

const elsewhere: Row = {
	name: 'Every part from another site is interrupted halfway',
	provoke: spoilParts({ type: 'reset', at: 'middle' }),
	expect: whole,
	counts: [{ server: 'external', range: false, exactly: 1 }],
};

const at = (place: Place, row: Row): Row => ({
	...row,
	scene: { places: [place], size: SIZE, ...row.scene },
	options: { ...OPTIONS, ...row.options },
});

export const parts: Table = {
	title: 'Large files over several connections',
	rows: [...rows.map((row) => at('block', row)), at('external', elsewhere)],
};
