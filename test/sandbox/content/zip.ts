import { deflateRawSync } from 'node:zlib';
import { crc32 } from './crc32';

export interface ZipEntry {
	/** Slashes make folders. */
	readonly name: string;
	readonly content: Buffer | string;
	/** Stored as it is; default deflated. */
	readonly stored?: boolean;
}

interface PackedEntry {
	readonly name: Buffer;
	readonly data: Buffer;
	/** The fields that the local header and the directory share. */
	readonly fields: Buffer;
}

// 2026-11-02 10:00:00, so that the same entries always make the same archive.
const DOS_TIME = 10 << 11;
const DOS_DATE = ((2026 - 1980) << 9) | (11 << 5) | 2;
const UTF8_NAMES = 0x0800;

/** A ZIP archive. */
export function zip(entries: readonly ZipEntry[]): Buffer {
	const packed = entries.map(packEntry);
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const entry of packed) {
		const local = Buffer.concat([signature('PK\x03\x04'), entry.fields, entry.name, entry.data]);
		directory.push(directoryEntry(entry, offset));
		parts.push(local);
		offset += local.length;
	}
	const listing = Buffer.concat(directory);
	return Buffer.concat([...parts, listing, endRecord(entries.length, listing.length, offset)]);
}

function packEntry({ name, content, stored }: ZipEntry): PackedEntry {
	const bytes = Buffer.from(content);
	const data = stored ? bytes : deflateRawSync(bytes);
	const encodedName = Buffer.from(name, 'utf8');
	const fields = Buffer.alloc(26);
	fields.writeUInt16LE(20, 0);
	fields.writeUInt16LE(UTF8_NAMES, 2);
	fields.writeUInt16LE(stored ? 0 : 8, 4);
	fields.writeUInt16LE(DOS_TIME, 6);
	fields.writeUInt16LE(DOS_DATE, 8);
	fields.writeUInt32LE(crc32(bytes), 10);
	fields.writeUInt32LE(data.length, 14);
	fields.writeUInt32LE(bytes.length, 18);
	fields.writeUInt16LE(encodedName.length, 22);
	return { name: encodedName, data, fields };
}

function directoryEntry({ name, fields }: PackedEntry, offset: number): Buffer {
	const tail = Buffer.alloc(14);
	tail.writeUInt32LE(offset, 10);
	return Buffer.concat([signature('PK\x01\x02'), Buffer.from([20, 0]), fields, tail, name]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
	const record = Buffer.alloc(18);
	record.writeUInt16LE(count, 4);
	record.writeUInt16LE(count, 6);
	record.writeUInt32LE(size, 8);
	record.writeUInt32LE(offset, 12);
	return Buffer.concat([signature('PK\x05\x06'), record]);
}

function signature(text: string): Buffer {
	return Buffer.from(text, 'latin1');
}
