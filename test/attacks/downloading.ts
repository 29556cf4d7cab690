import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Download, DownloadWish, Store } from '../../nodes/NotionFiles/download/downloadFile';
import { Downloads } from '../../nodes/NotionFiles/download/Downloads';
import { FileHosts } from '../../nodes/NotionFiles/download/FileHosts';
import { type MemoryBudget } from '../../nodes/NotionFiles/download/MemoryBudget';
import { compileFilters } from '../../nodes/NotionFiles/files/filters/filters';
import { Allowance } from '../../nodes/NotionFiles/flow/Allowance';
import { FreshLinks } from '../../nodes/NotionFiles/download/FreshLinks';
import { NotionInMemory } from '../unit/locate/NotionInMemory';
import { notionFile } from '../unit/output/samples';

/** What a store has received of a file. */
export interface Stored {
	bytes: Buffer;
	sha256: string;
}

/** A store as n8n has them; it keeps what it was given whole. */
export interface TestStore extends Store<Stored> {
	/** Bytes that arrived, including those of files that were not whole. */
	received: number;
	/** Streams that were neither read to their end nor closed. */
	open: Set<Readable>;
	/** Files on disk, with those that are not whole. */
	left(): string[];
	close(): void;
}

/** Holds a file in memory until it is whole, like n8n's memory, database, S3 and Azure. */
export function holdingStore(budget: MemoryBudget): TestStore {
	return storeBy(budget, async (stream, count) => {
		const chunks: Buffer[] = [];
		await new Promise<void>((resolve, reject) => {
			stream.on('data', (chunk: Buffer) => {
				chunks.push(chunk);
				count(chunk.length);
			});
			stream.once('end', resolve);
			stream.once('error', reject);
			stream.once('close', () => reject(new Error('Stream closed before completing')));
		});
		return Buffer.concat(chunks);
	});
}

/** Writes it while it arrives, like n8n's file system. */
export function writingStore(budget: MemoryBudget): TestStore {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-attack-'));
	let count = 0;
	const store = storeBy(budget, async (stream) => {
		const file = join(folder, String(count++));
		try {
			await writeFile(file, stream);
			return readFileSync(file);
		} finally {
			rmSync(file, { force: true });
		}
	});
	return Object.assign(store, {
		left: () => readdirSync(folder),
		close: () => rmSync(folder, { recursive: true }),
	});
}

function storeBy(
	budget: MemoryBudget,
	take: (stream: Readable, count: (bytes: number) => void) => Promise<Buffer>,
): TestStore {
	const open = new Set<Readable>();
	const store: TestStore = {
		budget,
		received: 0,
		open,
		left: () => [],
		close: () => {},
		async put(given) {
			const count = (bytes: number): void => void (store.received += bytes);
			if (!Buffer.isBuffer(given)) {
				open.add(given);
				given.once('close', () => open.delete(given));
			}
			const bytes = Buffer.isBuffer(given) ? given : await take(given, count);
			return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
		},
	};
	return store;
}

export interface DownloadingOptions {
	store: TestStore;
	retries?: number;
	signal?: AbortSignal;
	connections?: number;
	stallTimeoutMs?: number;
}

/** The downloads of one run, without n8n. */
export class Downloading {
	private readonly hosts: FileHosts;

	private readonly downloads: Downloads<Stored>;

	private readonly wish: DownloadWish;

	private count = 0;

	constructor(options: DownloadingOptions) {
		const { connections = 16, stallTimeoutMs = 60_000, retries = 1 } = options;
		const { signal = new AbortController().signal } = options;
		// One listener for each download, as in a run.
		setMaxListeners(Infinity, signal);
		const limits = { connections, stallTimeoutMs };
		this.hosts = new FileHosts({ ...limits, allowPrivateNetworks: true, egressFilter: undefined });
		this.wish = {
			filters: compileFilters({
				kinds: undefined,
				namePattern: undefined,
				maximumBytes: undefined,
				hostedBy: 'any',
			}),
			maximumBytes: undefined,
			sha256: true,
			retries,
		};
		this.downloads = new Downloads(options.store, {
			hosts: this.hosts,
			links: new FreshLinks(new NotionInMemory()),
			signal,
			log: () => {},
			slots: new Allowance(connections),
		});
	}

	/** Every call asks for a file of its own: the same link would be downloaded once. */
	async get(address: string): Promise<Download<Stored>> {
		const fileId = String(this.count++);
		const link = { kind: 'plain', url: `${address}?file=${fileId}`, hosting: 'external' } as const;
		return await this.downloads.get(notionFile({ fileId, name: 'a.bin', link }), this.wish);
	}

	async close(): Promise<void> {
		await this.hosts.close();
	}
}
