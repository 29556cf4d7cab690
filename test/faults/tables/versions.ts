import { generatedContent, type Fault } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { whenAsked } from '../scene/moments';
import { SMALL } from '../scene/newFile';
import { FEW } from '../scene/places';
import { all, spoil, spoilIn, type Provoke } from '../scene/spoil';

const CUT: Fault = { type: 'truncate', at: 'middle' };

const SCENE = { places: FEW };

/** No request for a part: the download starts over. */
const neverResumed = { server: 'external', range: true, exactly: 0 } as const;

/** Every object becomes another one at the nth request for it. */
function changed(nth: number, change: { size?: number; more?: readonly Fault[] } = {}): Provoke {
	return (scene) => {
		for (const file of scene.files) {
			const content = generatedContent(change.size ?? SMALL, `new ${file.place}`);
			const fault: Fault[] = [{ type: 'changedObject', content }, ...(change.more ?? [])];
			spoilIn(scene, fault, { nth, places: [file.place] });
			file.content = content;
		}
	};
}

/** The objects are different at every request. */
const alwaysChanging: Provoke = (scene) => {
	spoilIn(scene, CUT, { times: 'forever' });
	for (const { server, path } of scene.files) {
		for (let nth = 1; nth <= 20; nth++) {
			whenAsked(scene, { server, url: path, nth }, () =>
				scene.sandbox[server].replace(path, generatedContent(SMALL, `${path} ${nth}`)),
			);
		}
	}
};

const objects: readonly Row[] = [
	{
		name: 'The object changes in the middle of a download: only the new one arrives',
		provoke: all(spoil(CUT), changed(2)),
		expect: whole,
	},
	{
		name: 'The object changes in the middle of a download, and the response for the rest has no ETag to show it',
		scene: SCENE,
		provoke: all(spoil(CUT), changed(2, { more: [{ type: 'noEtag' }] })),
		expect: whole,
	},
	{
		name: 'The object changes in the middle of a download and is longer than before',
		scene: SCENE,
		provoke: all(spoil(CUT), changed(2, { size: 3 * SMALL })),
		expect: whole,
	},
	{
		name: 'The object changes in the middle of a download and is shorter than the part that has arrived',
		scene: SCENE,
		provoke: all(spoil(CUT), changed(2, { size: SMALL / 3 })),
		expect: whole,
	},
	{
		name: 'The object changes after the response headers, before its first byte',
		scene: SCENE,
		provoke: all(spoil({ type: 'truncate', at: 'firstByte' }), changed(2, { size: 2 * SMALL })),
		expect: whole,
	},
	{
		name: 'The object changes before its first byte and is shorter than the headers said',
		scene: SCENE,
		provoke: all(spoil({ type: 'truncate', at: 'firstByte' }), changed(2, { size: SMALL / 2 })),
		expect: whole,
	},
	{
		name: 'The object changes in the middle of a download, and only its checksum shows it',
		scene: { checksum: 'crc32', places: ['cover', 'block'] },
		provoke: all(spoil([CUT, { type: 'weakEtag' }]), changed(2, { more: [{ type: 'weakEtag' }] })),
		expect: whole,
	},
	{
		name: 'The object is different at every request, and never complete',
		scene: SCENE,
		provoke: alwaysChanging,
		expect: failing('fileChanged'),
	},
];

const ranges: readonly Row[] = [
	{
		name: 'The host ignores the range and sends everything',
		scene: SCENE,
		provoke: all(spoil(CUT), spoil({ type: 'ignoreRange' })),
		expect: whole,
	},
	{
		name: 'The host ignores every range, and every download is interrupted',
		scene: SCENE,
		provoke: spoil([CUT, { type: 'ignoreRange' }], { times: 'forever' }),
		expect: failing('fileChanged', { says: /interrupted repeatedly and could not be resumed/ }),
	},
	{
		name: 'The range of the response is not the requested one (wrong Content-Range)',
		scene: SCENE,
		provoke: all(spoil(CUT), spoil({ type: 'wrongContentRange' })),
		expect: whole,
	},
	{
		name: 'The range of every response is wrong, and every download is interrupted',
		scene: SCENE,
		provoke: spoil([CUT, { type: 'wrongContentRange' }], { times: 'forever' }),
		expect: failing('fileChanged'),
	},
	...[412, 416].map((status) => ({
		name: `The host answers ${status} to the request for the rest`,
		scene: SCENE,
		provoke: all(spoil(CUT), spoil({ type: 'status', status })),
		expect: whole,
	})),
	{
		name: 'The host sends more than the range it announces',
		scene: SCENE,
		provoke: all(spoil(CUT), spoil({ type: 'tooLong', declared: true })),
		expect: whole,
	},
	{
		name: 'The host sends less than the range it announces, twice',
		scene: SCENE,
		provoke: all(spoil(CUT), spoil({ type: 'truncatedJson' }, { times: 2 })),
		expect: whole,
	},
	{
		name: 'The host does not support ranges',
		scene: { places: FEW, external: { acceptRanges: false } },
		provoke: spoil(CUT, { times: 3, places: ['external'] }),
		expect: whole,
	},
	{
		name: 'The host sends no ETag, so two versions cannot be told apart',
		scene: { places: FEW, external: { etag: false } },
		provoke: spoil(CUT, { times: 3 }),
		expect: whole,
		counts: [neverResumed],
	},
	{
		name: 'The host sends no ETag, and every download is interrupted',
		scene: { places: FEW, external: { etag: false } },
		provoke: spoil(CUT, { times: 'forever', places: ['external'] }),
		expect: { files: 'whole', at: { external: { code: 'fileIncomplete' } } },
		counts: [neverResumed],
	},
	{
		name: 'The host sends only a weak ETag, which does not guarantee the bytes',
		scene: { places: FEW, external: { etag: false, headers: { etag: 'W/"1"' } } },
		provoke: spoil(CUT, { times: 2 }),
		expect: whole,
		counts: [neverResumed],
	},
];

export const versions: Table = {
	title: 'Objects that change, and ranges that are ignored',
	rows: [...objects, ...ranges],
};
