import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Container } from '@n8n/di';
import { BinaryDataService, type BinaryData } from 'n8n-core';

/** n8n's name of the mode in which binary data is kept in the items themselves. */
type Mode = 'default' | 'database';

/**
 * Uses another mode for all tests of a `describe`. n8n reads it once, from the environment; the harness
 * prepares its store before each execution, so a mode that is set here applies from then on.
 */
export function useBinaryMode(mode: Mode): void {
	beforeAll(() => {
		const service = Container.get(BinaryDataService);
		(service as unknown as { config: { mode: string } }).config.mode = mode;
		if (mode === 'database') service.setManager(mode, databaseInMemory);
	});
}

const rows = new Map<string, { bytes: Buffer; metadata: BinaryData.Metadata }>();

/** How many files the database holds: any that is not in an item is an orphan. */
export function storedRows(): number {
	return rows.size;
}

const unused = (): never => {
	throw new Error('The node has no business with this');
};

/**
 * n8n's database mode, which buffers a file whole before it stores it. Only n8n's server has the
 * database itself; here a map takes its place below n8n-core's own service.
 */
const databaseInMemory: BinaryData.Manager = {
	async init() {},
	async store(_location, bufferOrStream, { fileName, mimeType }) {
		const bytes = Buffer.isBuffer(bufferOrStream) ? bufferOrStream : await heard(bufferOrStream);
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

/** Listens to the stream, as all of n8n's stores that hold a file do; they do not iterate over it. */
async function heard(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	stream.on('data', (chunk: Buffer) => chunks.push(chunk));
	await finished(stream);
	return Buffer.concat(chunks);
}
