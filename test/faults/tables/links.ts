import { block, file, icon, property } from '../../sandbox';
import { at, failing, whole, type Count, type Expectation, type Row, type Table } from '../row';
import { whenAllAsked, whenAnswered, whenAsked } from '../scene/moments';
import { HOSTED } from '../scene/places';
import { pageRead } from '../scene/reads';
import type { Scene } from '../scene/scene';
import { all, spoil, spoilHosted, type Provoke } from '../scene/spoil';
import { EXPIRED } from './s3';

const pageReads = (count: Omit<Count, 'server' | 'url'>): Count => ({
	server: 'api',
	url: pageRead,
	...count,
});

/** What happens in Notion once all files are known and their links are found to be dead. */
function meanwhile(act: (scene: Scene) => void): Provoke {
	return (scene) => {
		// The delay holds all files at the same point, so that none is through before it happens.
		spoilHosted([{ type: 'delay', milliseconds: 400 }, EXPIRED])(scene);
		whenAllAsked(scene, HOSTED, () => act(scene));
	};
}

/** The hosted files end in an error, the external one has nothing to do with it. */
function hostedFailing(...failure: Parameters<typeof failing>): Expectation {
	return { files: 'whole', at: at(HOSTED, failing(...failure).files) };
}

const expiry: readonly Row[] = [
	{
		name: 'All links expire before the first byte of any file is sent',
		provoke: (scene) => {
			spoilHosted({ type: 'delay', milliseconds: 400 })(scene);
			whenAllAsked(scene, HOSTED, () => scene.sandbox.clock.advanceMinutes(61));
		},
		expect: whole,
		counts: [pageReads({ exactly: 2 }), { server: 'storage', status: 403, exactly: 7 }],
	},
	{
		name: 'The links of the files that wait for their turn expire',
		provoke: (scene) =>
			whenAnswered(scene, { server: 'storage' }, () => scene.sandbox.clock.advanceMinutes(61)),
		expect: whole,
		options: { downloadsAtOnce: 1 },
		counts: [pageReads({ exactly: 2 })],
	},
	{
		name: 'Links expire in mid-file: the new link goes on at the byte where the old one stopped',
		provoke: all(spoilHosted({ type: 'truncate', at: 'middle' }), spoilHosted(EXPIRED)),
		expect: whole,
		counts: [
			{ server: 'storage', range: false, exactly: 7 },
			{ server: 'storage', range: true, status: 403, exactly: 7 },
			{ server: 'storage', range: true, status: 206, exactly: 7 },
		],
	},
	{
		name: 'An hour passes while a file breaks off on the way',
		provoke: (scene) => {
			spoilHosted({ type: 'reset', at: 'middle' })(scene);
			whenAsked(scene, { server: 'storage', range: true }, () =>
				scene.sandbox.clock.advanceMinutes(61),
			);
		},
		expect: whole,
	},
	{
		name: 'A link and the one that replaced it expire',
		provoke: spoilHosted(EXPIRED, { times: 2 }),
		expect: whole,
	},
	{
		name: 'Every link is refused as expired',
		provoke: spoilHosted(EXPIRED, { times: 'forever' }),
		expect: hostedFailing('linkExpired', { httpStatus: 403, says: /expired/ }),
	},
	{
		name: 'Links live for 30 seconds only',
		scene: { linkLifetimeSeconds: 30 },
		provoke: () => {},
		expect: whole,
		counts: [pageReads({ atMost: 2 }), { server: 'storage', exactly: 7 }],
	},
	{
		name: 'The clock of this server is two hours ahead of Notion’s',
		provoke: ({ sandbox }) => sandbox.clock.advanceMinutes(-120),
		expect: whole,
		counts: [pageReads({ atMost: 2 }), { server: 'storage', exactly: 7 }],
	},
	{
		name: 'The clock of this server is two hours behind Notion’s',
		provoke: ({ sandbox }) => sandbox.clock.advanceMinutes(120),
		expect: whole,
		counts: [pageReads({ exactly: 1 }), { server: 'storage', exactly: 7 }],
	},
];

const s3 = (status: number, code: string, message: string) =>
	({ type: 's3Error', status, code, message }) as const;

const MISMATCH = s3(403, 'SignatureDoesNotMatch', 'The request signature we calculated differs.');
const TOKEN = s3(400, 'ExpiredToken', 'The provided token has expired.');

const refusals: readonly Row[] = [
	...([1, 2] as const).map((times) => ({
		name: `The credentials that signed a link expire (400 ExpiredToken), ${times === 1 ? 'once' : 'twice'}`,
		provoke: spoilHosted(TOKEN, { times }),
		expect: whole,
	})),
	{
		name: 'The credentials that signed the links have always expired (400 ExpiredToken)',
		provoke: spoilHosted(TOKEN, { times: 'forever' }),
		expect: hostedFailing('linkExpired', { httpStatus: 400 }),
	},
	{
		name: 'Notion’s storage refuses a signature once (403 SignatureDoesNotMatch)',
		provoke: spoilHosted(MISMATCH),
		expect: whole,
	},
	{
		name: 'Notion’s storage refuses every signature (403 SignatureDoesNotMatch)',
		provoke: spoilHosted(MISMATCH, { times: 'forever' }),
		expect: hostedFailing('linkExpired', { httpStatus: 403, says: /does not accept the link/ }),
	},
	{
		name: 'Notion’s storage denies access to every link (403 AccessDenied)',
		provoke: spoilHosted(s3(403, 'AccessDenied', 'Access Denied'), { times: 'forever' }),
		expect: hostedFailing('linkExpired', { httpStatus: 403 }),
	},
	{
		name: 'Notion’s storage does not understand the request (400 InvalidArgument)',
		provoke: spoilHosted(s3(400, 'InvalidArgument', 'What?'), { times: 'forever' }),
		expect: hostedFailing('fileRefused', { httpStatus: 400 }),
		counts: [{ server: 'storage', exactly: 7 }],
	},
	{
		name: 'Another site refuses its link as expired (403)',
		provoke: spoil(EXPIRED, { times: 'forever', places: ['external'] }),
		expect: { files: 'whole', at: { external: { code: 'fileRefused', httpStatus: 403 } } },
		counts: [{ server: 'external', exactly: 1 }],
	},
	{
		name: 'The objects are gone from the storage',
		provoke: ({ files }) => files.forEach(({ upload }) => upload && (upload.removed = true)),
		expect: hostedFailing('fileGone', { httpStatus: 404 }),
	},
	{
		name: 'The objects go from the storage in mid-file',
		provoke: (scene) => {
			spoilHosted({ type: 'truncate', at: 'middle' })(scene);
			spoilHosted(s3(404, 'NoSuchKey', 'The specified key does not exist.'))(scene);
		},
		expect: hostedFailing('fileGone', { httpStatus: 404 }),
	},
];

const changes: readonly Row[] = [
	{
		name: 'Files move to other places of their property, and blocks of their page, while links die',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks, ...scene }) => {
			const other = workspace.upload({ name: 'other.pdf', content: 'other' });
			const upload = (place: 'property' | 'rollup') => scene.file(place).upload ?? other;
			workspace.setProperty(page, 'Documents', property.files(other, upload('property')));
			workspace.setProperty(person, 'CV', property.files(other, upload('rollup')));
			workspace.addBlocks(page, [block.paragraph('new')], 0);
			blocks.toggle.children.reverse();
			page.children.reverse();
		}),
		expect: whole,
	},
	{
		name: 'Files are taken out of Notion while their links die',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks }) => {
			workspace.edit(page, { cover: null, icon: icon.emoji('😀') });
			workspace.setProperty(page, 'Documents', property.files());
			workspace.setProperty(person, 'CV', property.files());
			workspace.editBlock(blocks.block, block.paragraph('no file any more'));
			workspace.editBlock(blocks.blockIcon, block.callout('Note'));
			workspace.editBlock(blocks.embed, block.embed('https://example.com/'));
		}),
		expect: hostedFailing('fileGone'),
	},
	{
		name: 'Files are replaced by others of the same name while their links die',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks, file: at }) => {
			const other = (place: Parameters<typeof at>[0]) =>
				workspace.upload({ name: at(place).name, content: `another ${place}` });
			workspace.edit(page, { cover: other('cover'), icon: other('icon') });
			workspace.setProperty(page, 'Documents', property.files(other('property')));
			workspace.setProperty(person, 'CV', property.files(other('rollup')));
			workspace.editBlock(blocks.block, block.pdf(other('block')));
			workspace.editBlock(blocks.blockIcon, block.callout('Note', other('blockIcon')));
			workspace.editBlock(blocks.embed, block.embed(other('embed')));
		}),
		expect: hostedFailing('fileGone'),
	},
	{
		name: 'Notion gives the files without their links when they are to be renewed',
		provoke: meanwhile(({ sandbox: { workspace }, page, person, blocks }) => {
			const bare = file.withoutUrl();
			workspace.edit(page, { cover: bare, icon: bare });
			workspace.setProperty(page, 'Documents', property.files(bare));
			workspace.setProperty(person, 'CV', property.files(bare));
			workspace.editBlock(blocks.block, block.pdf(bare));
			workspace.editBlock(blocks.blockIcon, block.callout('Note', bare));
			workspace.editBlock(blocks.embed, block.embed('https://example.com/'));
		}),
		expect: hostedFailing('fileGone'),
	},
	{
		name: 'The page goes to the trash while links die',
		provoke: meanwhile(({ sandbox: { workspace }, page }) => workspace.trash(page)),
		expect: whole,
	},
	{
		name: 'The page is deleted for good while links die',
		provoke: meanwhile(({ sandbox: { workspace }, page }) => workspace.remove(page)),
		expect: hostedFailing('notShared', { httpStatus: 404 }),
	},
	{
		name: 'The page is no longer shared while links die',
		provoke: meanwhile(({ sandbox: { workspace }, page }) =>
			workspace.edit(page, { shared: false }),
		),
		expect: hostedFailing('notShared', { httpStatus: 404 }),
	},
];

const renewals: readonly Row[] = [
	{
		name: 'Notion has a bad moment when the links are to be renewed',
		provoke: meanwhile(({ sandbox }) =>
			[1, 2, 3].forEach((n) =>
				sandbox.faults.add({
					on: { server: 'api', nth: n },
					fault: { type: 'notionError', status: 503, code: 'service_unavailable' },
				}),
			),
		),
		expect: whole,
	},
	{
		name: 'Notion’s request limit is reached when the links are to be renewed',
		provoke: meanwhile(({ sandbox }) =>
			sandbox.faults.add({
				on: { server: 'api' },
				fault: { type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 1 },
			}),
		),
		expect: whole,
		takes: { atLeast: 950, atMost: 20_000 },
	},
	{
		name: 'Notion is down when the links are to be renewed',
		provoke: meanwhile(({ sandbox }) =>
			sandbox.faults.add({
				on: { server: 'api' },
				times: 'forever',
				fault: { type: 'notionError', status: 500, code: 'internal_server_error' },
			}),
		),
		expect: hostedFailing('notionUnavailable', { httpStatus: 500 }),
	},
	{
		name: 'The token is revoked when the links are to be renewed',
		provoke: meanwhile(({ sandbox }) => {
			sandbox.settings.token = 'another';
		}),
		expect: hostedFailing('unauthorized', { httpStatus: 401 }),
	},
];

export const links: Table = {
	title: 'Links that die',
	rows: [...expiry, ...refusals, ...changes, ...renewals],
};
