import type { Fault } from '../../sandbox';
import { at, failing, whole, type Expectation, type Row, type Table } from '../row';
import { FEW, HOSTED } from '../scene/places';
import { spoil, spoilHosted, spoilIn } from '../scene/spoil';
import { STORAGE_MARKS } from './s3';

const CUT: Fault = { type: 'truncate', at: 'middle' };

const SCENE = { places: FEW };

/** Files in Notion's storage with a checksum. */
const SUMMED = { places: ['cover', 'block'], checksum: 'sha256' } as const;

const lengths: readonly Row[] = [
	{
		name: 'More bytes follow than were announced',
		scene: SCENE,
		provoke: spoil({ type: 'tooLong' }, { times: 'forever' }),
		expect: whole,
	},
	{
		name: 'More bytes are announced and sent than the object has, once; its checksum shows it',
		scene: SUMMED,
		provoke: spoil({ type: 'tooLong', declared: true }),
		expect: whole,
	},
	{
		name: 'More bytes are announced and sent than the object has, every time; its checksum shows it',
		scene: SUMMED,
		provoke: spoil({ type: 'tooLong', declared: true }, { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'Half of the object arrives, with a length that matches it; the checksum shows it',
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
		name: `No length is announced, and the connection breaks in the middle of the file, three times (${type})`,
		scene: SCENE,
		provoke: spoil([{ type: 'chunked' }, { type, at: 'middle' }] as const, { times: 3 }),
		expect: whole,
	})),
	{
		name: 'No length is announced, and the host falls silent in the middle of the file',
		scene: SCENE,
		provoke: spoil([{ type: 'chunked' }, { type: 'stall', at: 'middle' }]),
		expect: whole,
		options: { stallTimeout: 1 },
	},
	{
		name: 'No length is announced, and the connection breaks in the middle of the file, every time',
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
		name: 'The end of the connection should be the end of the file, and the host falls silent in the middle of the file',
		scene: SCENE,
		provoke: spoil([{ type: 'untilClose' }, { type: 'stall', at: 'middle' }]),
		expect: whole,
		options: { stallTimeout: 1 },
	},
	// Without a checksum, nobody could tell this end from the right one.
	...(['reset', 'truncate'] as const).map((type) => ({
		name: `The end of the connection should be the end of the file, and is too early, twice (${type}); the checksum shows it`,
		scene: SUMMED,
		provoke: spoil([{ type: 'untilClose' }, { type, at: 'middle' }] as const, { times: 2 }),
		expect: whole,
	})),
	{
		name: 'The end of the connection should be the end of the file, and is too early, every time; the checksum shows it',
		scene: SUMMED,
		provoke: spoil([{ type: 'untilClose' }, CUT], { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'No length is announced on a connection that will be closed, and it breaks in the middle of the file, three times',
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
		name: 'The host compresses every response without being asked to (gzip)',
		provoke: spoil({ type: 'gzip' }, { times: 'forever' }),
		expect: whole,
	},
	{
		name: 'The host compresses every response without being asked to, and the download is interrupted',
		scene: SCENE,
		provoke: (scene) => {
			spoilIn(scene, [{ type: 'gzip' }, CUT], { times: 2 });
			spoilIn(scene, { type: 'gzip' }, { times: 'forever' });
		},
		expect: whole,
	},
	{
		name: 'The host compresses the response without being asked to, the download is interrupted, and the rest is not compressed',
		scene: SCENE,
		provoke: spoil([{ type: 'gzip' }, CUT]),
		expect: whole,
	},
	{
		name: 'The host declares gzip for a body that is not compressed',
		scene: SCENE,
		provoke: spoil(NONSENSE, { times: 'forever' }),
		expect: failing('fileIncomplete'),
	},
	{
		name: 'The host uses an unknown encoding',
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
	title: 'Bodies that differ from the stored file',
	rows: [...lengths, ...encodings, ...checksums],
};
