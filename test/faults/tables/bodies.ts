import type { Fault } from '../../sandbox';
import { at, failing, whole, type Expectation, type Row, type Table } from '../row';
import { FEW, HOSTED } from '../scene/places';
import { spoil, spoilHosted, spoilIn } from '../scene/spoil';
import { STORAGE_MARKS } from './s3';

const CUT: Fault = { type: 'truncate', at: 'middle' };

const SCENE = { places: FEW };

/** Files in Notion's storage whose bytes it has a checksum of. */
const SUMMED = { places: ['cover', 'block'], checksum: 'sha256' } as const;

const lengths: readonly Row[] = [
	{
		name: 'More bytes follow than were announced',
		scene: SCENE,
		provoke: spoil({ type: 'tooLong' }, { times: 'forever' }),
		expect: whole,
	},
	{
		name: 'More bytes are announced and sent than the object has, once; its checksum tells',
		scene: SUMMED,
		provoke: spoil({ type: 'tooLong', declared: true }),
		expect: whole,
	},
	{
		name: 'More bytes are announced and sent than the object has, every time; its checksum tells',
		scene: SUMMED,
		provoke: spoil({ type: 'tooLong', declared: true }, { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'Half of the object comes under a length that agrees with it; its checksum tells',
		scene: { ...SUMMED, checksum: 'crc32' },
		provoke: spoil({ type: 'truncatedJson' }, { times: 2 }),
		expect: whole,
	},
	{
		name: 'No length is announced (chunked)',
		scene: SCENE,
		provoke: spoil({ type: 'chunked' }, { times: 'forever' }),
		expect: whole,
	},
	...(['reset', 'truncate'] as const).map((type) => ({
		name: `No length is announced, and the connection breaks in mid-file three times (${type})`,
		scene: SCENE,
		provoke: spoil([{ type: 'chunked' }, { type, at: 'middle' }] as const, { times: 3 }),
		expect: whole,
	})),
	{
		name: 'No length is announced, and the host falls silent in mid-file',
		scene: SCENE,
		provoke: spoil([{ type: 'chunked' }, { type: 'stall', at: 'middle' }]),
		expect: whole,
		options: { stallTimeout: 1 },
	},
	{
		name: 'No length is announced, and the connection breaks in mid-file every time',
		scene: SCENE,
		provoke: spoil([{ type: 'chunked' }, CUT], { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'The end of the connection is the end of the file (HTTP/1.0)',
		scene: SCENE,
		provoke: spoil({ type: 'untilClose' }, { times: 'forever' }),
		expect: whole,
	},
	{
		name: 'The end of the connection would be the end of the file, and the host falls silent in mid-file',
		scene: SCENE,
		provoke: spoil([{ type: 'untilClose' }, { type: 'stall', at: 'middle' }]),
		expect: whole,
		options: { stallTimeout: 1 },
	},
	// Without a checksum nobody could tell such an end from the right one.
	...(['reset', 'truncate'] as const).map((type) => ({
		name: `The end of the connection would be the end of the file, and it comes too early twice (${type}); the checksum tells`,
		scene: SUMMED,
		provoke: spoil([{ type: 'untilClose' }, { type, at: 'middle' }] as const, { times: 2 }),
		expect: whole,
	})),
	{
		name: 'The end of the connection would be the end of the file, and it comes too early every time; the checksum tells',
		scene: SUMMED,
		provoke: spoil([{ type: 'untilClose' }, CUT], { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'No length is announced on a connection that will be closed, and it breaks in mid-file three times',
		scene: { places: ['external'], external: { headers: { connection: 'close' } } },
		provoke: spoil([{ type: 'chunked' }, CUT], { times: 3 }),
		expect: whole,
	},
];

const NONSENSE: Fault = {
	type: 'status',
	status: 200,
	headers: { ...STORAGE_MARKS, 'content-encoding': 'gzip', 'content-type': 'application/pdf' },
	body: 'this was never compressed',
};

const encodings: readonly Row[] = [
	{
		name: 'The host compresses every answer unasked (gzip)',
		provoke: spoil({ type: 'gzip' }, { times: 'forever' }),
		expect: whole,
	},
	{
		name: 'The host compresses every answer unasked and breaks off in the middle of it',
		scene: SCENE,
		provoke: (scene) => {
			spoilIn(scene, [{ type: 'gzip' }, CUT], { times: 2 });
			spoilIn(scene, { type: 'gzip' }, { times: 'forever' });
		},
		expect: whole,
	},
	{
		name: 'The host compresses the answer unasked, breaks off, and does not compress the rest',
		scene: SCENE,
		provoke: spoil([{ type: 'gzip' }, CUT]),
		expect: whole,
	},
	{
		name: 'The host says gzip of what is not',
		scene: SCENE,
		provoke: spoil(NONSENSE, { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'The host uses an encoding that nobody knows',
		scene: SCENE,
		provoke: spoil(
			{
				type: 'status',
				status: 200,
				headers: { ...STORAGE_MARKS, 'content-encoding': 'aws-chunked' },
				body: 'x',
			},
			{ times: 'forever' },
		),
		expect: failing('fileRefused', { says: /aws-chunked/ }),
	},
];

const WRONG: Fault = {
	type: 'status',
	status: 200,
	headers: {
		...STORAGE_MARKS,
		'x-amz-checksum-crc32': 'AAAAAA==',
		'content-type': 'application/pdf',
	},
	body: 'something else',
};

const checksumFails: Expectation = { files: 'whole', at: at(HOSTED, { code: 'fileIncomplete' }) };

const checksums: readonly Row[] = [
	...(['crc32', 'sha256', 'sha256Composite'] as const).map((checksum) => ({
		name: `The storage announces a checksum (${checksum}), and the connection breaks three times`,
		scene: { ...SUMMED, checksum },
		provoke: spoil({ type: 'truncate', at: 'middle' } as const, { times: 3 }),
		expect: whole,
	})),
	{
		name: 'The bytes do not have the checksum that the storage announced, three times',
		scene: SCENE,
		provoke: spoilHosted(WRONG, { times: 3 }),
		expect: whole,
	},
	{
		name: 'The bytes never have the checksum that the storage announced',
		provoke: spoilHosted(WRONG, { times: 'forever' }),
		expect: checksumFails,
		counts: [{ server: 'storage', atMost: HOSTED.length * 6 }],
	},
];

export const bodies: Table = {
	title: 'Bodies that are not the file as it lies there',
	rows: [...lengths, ...encodings, ...checksums],
};
