import { whole, type Count, type Row, type Table } from '../row';
import { whenAllAsked, whenAnswered, whenAsked } from '../scene/moments';
import { HOSTED } from '../scene/places';
import { pageRead } from '../scene/reads';
import { all, spoil, spoilHosted } from '../scene/spoil';
import { hostedFailing } from './hosted';
import { EXPIRED } from './s3';

const pageReads = (count: Omit<Count, 'server' | 'url'>): Count => ({
	server: 'api',
	url: pageRead,
	...count,
});

const expiry: readonly Row[] = [
	{
		name: 'All links expire before the first byte of any file is sent',
		provoke: (scene) => {
			const until = whenAllAsked(scene, HOSTED, () => scene.sandbox.clock.advanceMinutes(61));
			void spoilHosted({ type: 'hold', until })(scene);
		},
		expect: whole,
		counts: [pageReads({ exactly: 2 }), { server: 'storage', status: 403, exactly: HOSTED.length }],
	},
	{
		name: 'Links of files that are waiting for their turn expire',
		provoke: (scene) =>
			whenAnswered(scene, { server: 'storage' }, () => scene.sandbox.clock.advanceMinutes(61)),
		expect: whole,
		options: { downloadsAtOnce: 1 },
		counts: [pageReads({ exactly: 2 })],
	},
	{
		name: 'Links expire in the middle of a file: the new link resumes at the byte where the old one stopped',
		provoke: all(spoilHosted({ type: 'truncate', at: 'middle' }), spoilHosted(EXPIRED)),
		expect: whole,
		counts: [
			{ server: 'storage', range: false, exactly: HOSTED.length },
			{ server: 'storage', range: true, status: 403, exactly: HOSTED.length },
			{ server: 'storage', range: true, status: 206, exactly: HOSTED.length },
		],
	},
	{
		name: 'An hour passes while a download is interrupted',
		provoke: (scene) => {
			spoilHosted({ type: 'reset', at: 'middle' })(scene);
			whenAsked(scene, { server: 'storage', range: true }, () =>
				scene.sandbox.clock.advanceMinutes(61),
			);
		},
		expect: whole,
	},
	{
		name: 'A link and its replacement expire',
		provoke: spoilHosted(EXPIRED, { times: 2 }),
		expect: whole,
	},
	{
		name: 'Every link is rejected as expired',
		provoke: spoilHosted(EXPIRED, { times: 'forever' }),
		expect: hostedFailing('linkExpired', { httpStatus: 403, says: /expired/ }),
		counts: [{ server: 'storage', atMost: HOSTED.length * 3 }],
	},
	{
		name: 'Links are valid for only 30 seconds',
		scene: { linkLifetimeSeconds: 30 },
		provoke: () => {},
		expect: whole,
		counts: [pageReads({ exactly: 2 }), { server: 'storage', exactly: HOSTED.length }],
	},
	{
		name: 'The clock of this server is two hours ahead of Notion’s',
		provoke: ({ sandbox }) => sandbox.clock.advanceMinutes(-120),
		expect: whole,
		counts: [pageReads({ exactly: 2 }), { server: 'storage', exactly: HOSTED.length }],
	},
	{
		name: 'The clock of this server is two hours behind Notion’s',
		provoke: ({ sandbox }) => sandbox.clock.advanceMinutes(120),
		expect: whole,
		counts: [pageReads({ exactly: 1 }), { server: 'storage', exactly: HOSTED.length }],
	},
];

const s3 = (status: number, code: string, message: string) =>
	({ type: 's3Error', status, code, message }) as const;

const MISMATCH = s3(403, 'SignatureDoesNotMatch', 'The request signature we calculated differs.');
const TOKEN = s3(400, 'ExpiredToken', 'The provided token has expired.');

const refusals: readonly Row[] = [
	{
		name: 'The credentials behind a link’s signature expire (400 ExpiredToken), twice',
		provoke: spoilHosted(TOKEN, { times: 2 }),
		expect: whole,
	},
	{
		name: 'The credentials behind every signature have expired (400 ExpiredToken)',
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
		expect: hostedFailing('linkExpired', { httpStatus: 403, says: /rejected the link/ }),
		counts: [{ server: 'storage', atMost: HOSTED.length * 3 }],
	},
	{
		name: 'Notion’s storage denies access to every link (403 AccessDenied)',
		provoke: spoilHosted(s3(403, 'AccessDenied', 'Access Denied'), { times: 'forever' }),
		expect: hostedFailing('linkExpired', { httpStatus: 403 }),
	},
	{
		name: 'Notion’s storage rejects the request (400 InvalidArgument)',
		provoke: spoilHosted(s3(400, 'InvalidArgument', 'What?'), { times: 'forever' }),
		expect: hostedFailing('fileRefused', { httpStatus: 400 }),
		counts: [{ server: 'storage', exactly: HOSTED.length }],
	},
	{
		name: 'Another site rejects its link as expired (403)',
		provoke: spoil(EXPIRED, { times: 'forever', places: ['external'] }),
		expect: { files: 'whole', at: { external: { code: 'fileRefused', httpStatus: 403 } } },
		counts: [{ server: 'external', exactly: 1 }],
	},
	{
		name: 'The objects are no longer in the storage',
		provoke: ({ files }) => files.forEach(({ upload }) => upload && (upload.removed = true)),
		expect: hostedFailing('fileGone', { httpStatus: 404 }),
	},
	{
		name: 'The objects disappear from the storage in the middle of a file',
		provoke: (scene) => {
			spoilHosted({ type: 'truncate', at: 'middle' })(scene);
			spoilHosted(s3(404, 'NoSuchKey', 'The specified key does not exist.'))(scene);
		},
		expect: hostedFailing('fileGone', { httpStatus: 404 }),
	},
];

export const links: Table = {
	title: 'Links that expire',
	rows: [...expiry, ...refusals],
};
