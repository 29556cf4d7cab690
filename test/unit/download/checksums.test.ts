import { createHash } from 'node:crypto';
import { announcedChecksum, type Checksum } from '../../../nodes/NotionFiles/download/checksums';
import { crc64Of } from '../../sandbox/content/crc64';

const TEXT = Buffer.from('The quick brown fox jumps over the lazy dog');
const SHA256 = createHash('sha256').update(TEXT).digest('base64');
const SHA1 = 'L9ThxnotKPzthJ7hu3bnORuT6xI=';
const CRC32 = 'QU+jOQ==';
const CRC32C = 'ImIEBA==';
const CRC64NVME = crc64Of(TEXT);

const checksumOf = async (headers: Record<string, string>): Promise<Checksum | undefined> =>
	await announcedChecksum((name) => headers[name]);

describe.each([
	['sha256', SHA256],
	['sha1', SHA1],
	['crc32', CRC32],
	['crc32c', CRC32C],
	['crc64nvme', CRC64NVME],
])('an announced %s', (name, announced) => {
	const begin = async (value = announced): Promise<Checksum> => {
		const checksum = await checksumOf({ [`x-amz-checksum-${name}`]: value });
		if (checksum === undefined) throw new Error('No checksum was seen');
		return checksum;
	};

	test('matches the same bytes, however they are cut', async () => {
		for (const size of [1, 7, TEXT.length]) {
			const checksum = await begin();
			for (let from = 0; from < TEXT.length; from += size) {
				checksum.update(TEXT.subarray(from, from + size));
			}
			expect(checksum.matches()).toBe(true);
		}
	});

	test('does not match other bytes', async () => {
		const other = await begin();
		other.update(Buffer.from('The quick brown fox jumps over the lazy cog'));
		expect(other.matches()).toBe(false);
		expect((await begin()).matches()).toBe(false);
	});

	test('matches nothing if it is garbage', async () => {
		const checksum = await begin('garbage');
		checksum.update(TEXT);
		expect(checksum.matches()).toBe(false);
	});

	test('is ignored for an object uploaded in parts', async () => {
		expect(await checksumOf({ [`x-amz-checksum-${name}`]: `${announced}-3` })).toBeUndefined();
	});
});

test.each([
	['crc32', 'AAAAAA=='],
	['crc64nvme', 'AAAAAAAAAAA='],
])('an empty file has a checksum as well (%s)', async (name, announced) => {
	const checksum = await checksumOf({ [`x-amz-checksum-${name}`]: announced });
	expect(checksum?.matches()).toBe(true);
});

test.each<[string, Record<string, string>]>([
	['no header', {}],
	['an empty header', { 'x-amz-checksum-sha256': '' }],
	['an unknown checksum', { 'x-amz-checksum-xxhash64': 'AAAAAAAAAAA=' }],
	['an ETag, which is not a checksum', { etag: '"9e107d9d372bb6826bd81d3542a419d6"' }],
])('nothing is verified with %s', async (_, headers) => {
	expect(await checksumOf(headers)).toBeUndefined();
});

test('the one that can be computed is used if others cannot', async () => {
	const checksum = await checksumOf({
		'x-amz-checksum-sha256': `${SHA256}-2`,
		'x-amz-checksum-xxhash64': 'AAAAAAAAAAA=',
		'x-amz-checksum-crc32': CRC32,
	});
	checksum?.update(TEXT);
	expect(checksum?.matches()).toBe(true);
});
