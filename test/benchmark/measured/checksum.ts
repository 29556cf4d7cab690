/** The checksum that S3 sends, of bytes that are in memory: as fast as it can be verified. */
import { announcedChecksum } from '../../../nodes/NotionFiles/download/checksums';
import { measure } from './measure';

const PIECE = Buffer.alloc(256 * 1024, 'a piece as large as they come from a fast host');

void measure<undefined>(async (_, { expected }) => {
	const checksumOf = async (bytes: number): Promise<void> => {
		const checksum = await announcedChecksum((name) =>
			name === 'x-amz-checksum-crc64nvme' ? 'AAAAAAAAAAA=' : undefined,
		);
		for (let rest = bytes; rest > 0; rest -= PIECE.length) checksum?.update(PIECE);
		checksum?.matches();
	};
	await checksumOf(PIECE.length);
	return async () => {
		await checksumOf(expected.bytes);
		return expected;
	};
});
