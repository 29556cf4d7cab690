import { randomFillSync } from 'node:crypto';
import type { Crc } from '../../../nodes/NotionFiles/download/crc/FoldedCrc64';
import { beginCrc32c, beginCrc64Nvme } from '../../../nodes/NotionFiles/download/crc/hashers';
import { DISTANCES, WINDOW_BYTES } from '../../../nodes/NotionFiles/download/crc/kernel';
import { generatedContent, type Content } from '../../sandbox';
import { bytesOf } from '../../sandbox/content/content';
import { crc64Of } from '../../sandbox/content/crc64';

const KIB = 1024;

async function crcOf(
	begin: () => Promise<Crc>,
	bytes: Buffer,
	pieceBytes = bytes.length,
): Promise<string> {
	const crc = await begin();
	for (let from = 0; from < bytes.length; from += pieceBytes) {
		crc.update(bytes.subarray(from, from + pieceBytes));
	}
	return Buffer.from(crc.digest()).toString('hex');
}

const bytes = (count: number): Buffer => bytesOf(generatedContent(count, count) as Content);
const hexOf = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

// The check values of the catalogue (https://reveng.sourceforge.io/crc-catalogue/all.htm), RFC 3720's examples
// in B.4, and the test vectors of AWS's own implementations (awslabs/aws-checksums, crc64nvme).
describe.each<[string, () => Promise<Crc>, ReadonlyArray<[string, Buffer, string]>]>([
	[
		'CRC-32C',
		beginCrc32c,
		[
			['the catalogue’s text', Buffer.from('123456789'), 'e3069283'],
			['nothing', Buffer.alloc(0), '00000000'],
			['32 zeroes', Buffer.alloc(32), '8a9136aa'],
			['32 ones', Buffer.alloc(32, 0xff), '62a8ab43'],
			['bytes that count up', Buffer.from([...Array(32).keys()]), '46dd794e'],
		],
	],
	[
		'CRC-64/NVME',
		beginCrc64Nvme,
		[
			['the catalogue’s text', Buffer.from('123456789'), 'ae8b14860a799888'],
			['nothing', Buffer.alloc(0), '0000000000000000'],
			['4096 zeroes', Buffer.alloc(4096), '6482d367eb22b64e'],
			['4096 ones', Buffer.alloc(4096, 0xff), 'c0ddba7302eca3ac'],
		],
	],
])('%s', (_, begin, published) => {
	test.each(published)(
		'of %s has the published value, in one piece or many',
		async (_, text, hex) => {
			expect(await crcOf(begin, text)).toBe(hex);
			expect(await crcOf(begin, text, 1)).toBe(hex);
		},
	);

	test('is the same for pieces of any size', async () => {
		const file = bytes(300 * KIB + 7);
		const whole = await crcOf(begin, file);
		for (const size of [1_001, 16 * KIB, 123_312, 123_313, 131_072]) {
			expect(await crcOf(begin, file, size)).toBe(whole);
		}
	});

	test('has read a piece when it returns: its memory may be reused', async () => {
		const file = bytes(250 * KIB);
		const crc = await begin();
		const memory = Buffer.alloc(16 * KIB);
		for (let from = 0; from < file.length; from += memory.length) {
			const length = file.copy(memory, 0, from);
			crc.update(memory.subarray(0, length));
			randomFillSync(memory);
		}
		expect(Buffer.from(crc.digest()).toString('hex')).toBe(await crcOf(begin, file));
	});

	test('is separate for files that arrive at the same time', async () => {
		const files = [bytes(210 * KIB), bytes(330 * KIB), bytes(5)];
		const crcs = await Promise.all(files.map(async () => await begin()));
		for (let from = 0; from < 330 * KIB; from += 10 * KIB) {
			crcs.forEach((crc, n) => crc.update(files[n]!.subarray(from, from + 10 * KIB)));
		}
		for (const [n, crc] of crcs.entries()) {
			expect(Buffer.from(crc.digest()).toString('hex')).toBe(await crcOf(begin, files[n]!));
		}
	});
});

// Folding shows when the memory is full for the first time, exactly or not, and then again.
test.each([1, 8, 123_311, 123_312, 123_313, 131_072, 246_624, 246_625, 369_936, 1_000_003])(
	'CRC-64/NVME of %d bytes is the same as with tables',
	async (count) => {
		const file = bytes(count);
		expect(await crcOf(beginCrc64Nvme, file, 65_536)).toBe(hexOf(crc64Of(file)));
	},
);

test('P divides the polynomial with which bytes are folded', () => {
	const P = 0x1ad93d23594c93659n;
	/** x^exponent modulo P, with the highest bit for the highest power. */
	const power = (exponent: number): bigint => {
		let value = 1n;
		for (let n = 0; n < exponent; n++) {
			value <<= 1n;
			if (value >> 64n) value ^= P;
		}
		return value;
	};
	const last = Math.max(...DISTANCES);
	const sum = [0, ...DISTANCES].reduce((xor, bytes) => xor ^ power(8 * (last - bytes)), 0n);
	expect(sum).toBe(0n);
	expect(WINDOW_BYTES).toBe(last);
});
