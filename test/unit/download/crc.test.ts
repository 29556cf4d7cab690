import { announcedChecksum } from '../../../nodes/NotionFiles/download/checksums';
import { crc32c, crc64nvme } from '../../../nodes/NotionFiles/download/crc';

// The check values of the catalogue of parametrised CRC algorithms: the CRC of “123456789”.
const CHECK = Buffer.from('123456789');

test.each([
	['CRC-32C', crc32c, 'e3069283'],
	['CRC-64/NVME', crc64nvme, 'ae8b14860a799888'],
])(
	'%s of the catalogue’s text is the catalogue’s value, in one piece or in many',
	(_, make, hex) => {
		const whole = make();
		whole.update(CHECK);
		expect(whole.digest().toString('hex')).toBe(hex);
		const pieces = make();
		for (const byte of CHECK) pieces.update(Uint8Array.of(byte));
		expect(pieces.digest().toString('hex')).toBe(hex);
	},
);

test.each([
	['crc64nvme', 'ae8b14860a799888'],
	['crc32c', 'e3069283'],
	['crc32', 'cbf43926'],
])('what S3 announces as %s is verified', (name, hex) => {
	const announced = Buffer.from(hex, 'hex').toString('base64');
	const header = (asked: string) => (asked === `x-amz-checksum-${name}` ? announced : undefined);
	const right = announcedChecksum(header);
	right?.update(CHECK);
	expect(right?.matches()).toBe(true);
	const wrong = announcedChecksum(header);
	wrong?.update(Buffer.from('123456780'));
	expect(wrong?.matches()).toBe(false);
});
