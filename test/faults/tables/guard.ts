import { block } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { HOSTED, LINKABLE } from '../scene/places';
import type { Scene } from '../scene/scene';

const onlyPublic = (): { allowPrivateNetworkDownloads: boolean } => ({
	allowPrivateNetworkDownloads: false,
});

const notAsked = { server: 'external', exactly: 0 } as const;

/** An embed whose address somebody typed to look like one that Notion has signed. */
function lookingSigned({ sandbox, blocks, ...scene }: Scene): void {
	const { content } = scene.file('embed');
	const path = '/prod-files-secure/4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d/x/chart.html';
	const address = `${sandbox.external.serve(path, { content })}?X-Amz-Signature=00ff`;
	sandbox.workspace.editBlock(blocks.embed, block.embed(address));
}

const rows: readonly Row[] = [
	{
		name: 'Links to a private address are at every place, and private networks are not allowed',
		scene: { allExternal: true, places: LINKABLE },
		provoke: () => {},
		credential: onlyPublic,
		expect: failing('addressNotAllowed', { says: /not on the public Internet/ }),
		counts: [notAsked],
	},
	{
		name: 'Links to a private address are at every place, and private networks are allowed',
		scene: { allExternal: true, places: LINKABLE },
		provoke: () => {},
		expect: whole,
	},
	{
		name: 'Notion’s own storage has a private address: only links that users pasted are refused',
		provoke: () => {},
		credential: onlyPublic,
		expect: {
			files: 'whole',
			at: { external: { code: 'addressNotAllowed' }, embed: { code: 'addressNotAllowed' } },
		},
		counts: [notAsked, { server: 'storage', exactly: HOSTED.length - 1 }],
	},
	{
		name: 'An embed merely looks like a link signed by Notion, and leads to a private address',
		scene: { places: ['embed'] },
		provoke: lookingSigned,
		credential: onlyPublic,
		expect: { files: 'missing' },
		hints: [/^No files found on /],
		counts: [notAsked, { server: 'storage', exactly: 0 }],
	},
	{
		name: 'An embed merely looks like a link signed by Notion, and private networks are allowed',
		scene: { places: ['embed'] },
		provoke: lookingSigned,
		expect: { files: 'missing' },
		hints: [/^No files found on /],
		counts: [notAsked, { server: 'storage', exactly: 0 }],
	},
];

export const guard: Table = { title: 'Links into private networks', rows };
