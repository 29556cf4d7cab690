/**
 * Imported first: n8n's database mode, which buffers a file whole before it stores it. Only n8n's
 * server brings the database itself; here a map takes its place below n8n-core's own service.
 */
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'database';

import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import { binaryToBuffer } from '@n8n/backend-network';
import { BinaryDataService, type BinaryData } from 'n8n-core';

const rows = new Map<string, { bytes: Buffer; metadata: BinaryData.Metadata }>();

/** How many files the store holds: whatever is not in an item is an orphan. */
export function storedRows(): number {
	return rows.size;
}

const unused = (): never => {
	throw new Error('The node has no business with this');
};

const manager: BinaryData.Manager = {
	async init() {},
	async store(_location, bufferOrStream, { fileName, mimeType }) {
		const bytes = await binaryToBuffer(bufferOrStream);
		const fileId = randomUUID();
		rows.set(fileId, { bytes, metadata: { fileName, mimeType, fileSize: bytes.length } });
		return { fileId, fileSize: bytes.length };
	},
	getPath: unused,
	async getAsBuffer(fileId) {
		return rows.get(fileId)?.bytes ?? unused();
	},
	async getAsStream(fileId) {
		return Readable.from([rows.get(fileId)?.bytes ?? unused()]);
	},
	async getMetadata(fileId) {
		return rows.get(fileId)?.metadata ?? unused();
	},
	copyByFileId: unused,
	copyByFilePath: unused,
	rename: unused,
};

Container.get(BinaryDataService).setManager('database', manager);
