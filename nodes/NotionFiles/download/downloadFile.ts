import type { Readable } from 'node:stream';
import { toNotionFilesError, type ErrorParts } from '../errors';
import type { Allowance } from '../flow/Allowance';
import type { CompiledFilters, SkipReason } from '../files/filters/filters';
import { answeredBy, finalName, typeAt, type Answered } from '../files/finalName';
import type { FileLink, NotionFile } from '../files/NotionFile';
import { Meter, peek, TooLarge } from './byteStream';
import { StartAnew, type DownloadOptions } from './Connector';
import { NoRoom, type MemoryBudget } from './MemoryBudget';
import { openFile } from './openFile';
import type { RetryState } from './retryPolicy';
import { judgeContent } from './webPages';

/** Where n8n keeps binary data. */
export interface Store<T> {
	/** Resolves when all bytes are stored; rejects, and keeps nothing, if a stream fails. */
	put(bytes: Readable | Buffer, fileName: string, mimeType: string): Promise<T>;
	budget: MemoryBudget;
	/** Whether it writes a stream as it arrives rather than keeping the whole file first; undefined while unknown. */
	readonly writesToDisk?: boolean | undefined;
}

/** Up to this size, a file goes into the store in one piece: a stream would cost more than its bytes. */
const SMALL_BYTES = 512 * 1024;

export interface DownloadWish {
	filters: CompiledFilters;
	maximumBytes: number | undefined;
	sha256: boolean;
	retries: number;
}

export interface DownloadsOptions extends Omit<DownloadOptions, 'retries'> {
	/** How many downloads may be in progress. */
	slots: Allowance;
}

export type Download<T> =
	| {
			kind: 'stored';
			stored: T;
			fileName: string;
			/** What the name and type at another place with the same link depend on. */
			answered: Answered;
			mimeType: string;
			fileSize: number;
			sha256: string | undefined;
			/** The link that was used. */
			link: FileLink;
	  }
	| { kind: 'skipped'; reason: SkipReason }
	/** A web page that is not a file: a video player, a document in a web app. */
	| { kind: 'webPage' };

/** Learns what the answer tells about the name, even if the download then fails. */
export type OnAnswer = (answered: Answered) => void;

/**
 * The whole way of one file's bytes: open, recognize, judge, store, verify.
 *
 * @throws NotionFilesError if the file cannot be downloaded completely; nothing incomplete stays in the store
 */
export async function downloadFile<T>(
	file: NotionFile,
	wish: DownloadWish,
	store: Store<T>,
	options: DownloadsOptions,
	answered: OnAnswer = () => {},
): Promise<Download<T>> {
	const state: RetryState = { failures: 0, renewals: 0, restarts: 0, waitedMs: 0 };
	for (;;) {
		const leave = await options.slots.take(1, options.signal);
		try {
			const on = { received: leave, answered };
			const done = await downloadOnce(file, wish, store, state, { ...options, ...wish }, on);
			// The store has discarded the first part, so parts of two versions are never joined.
			if (done !== 'startAnew') return done;
		} finally {
			leave();
		}
	}
}

async function downloadOnce<T>(
	file: NotionFile,
	wish: DownloadWish,
	store: Store<T>,
	state: RetryState,
	options: DownloadOptions,
	on: { received(): void; answered: OnAnswer },
): Promise<Download<T> | 'startAnew'> {
	const opened = await openFile(file, state, options);
	const { disposition } = opened;
	const meter = new Meter(wish);
	const share = store.budget.share(opened.length);
	try {
		on.answered(answeredBy(disposition, new Uint8Array()));
		const { head, all } = await peek(opened.body);
		const told = answeredBy(disposition, head, opened.contentType);
		const mimeType = typeAt(file, told);
		if (judgeContent(file, mimeType, disposition) === 'link') return { kind: 'webPage' };
		const answered = { ...told, mimeType };
		on.answered(answered);

		const fileName = finalName(file, answered);
		// A body without a single byte has ended, whether its length was announced or not.
		const size = head.length === 0 ? 0 : opened.length;
		const reason = wish.filters.afterHead({ name: fileName, mimeType, size });
		if (reason !== undefined) return { kind: 'skipped', reason };

		const isSmall = opened.length !== undefined && opened.length <= SMALL_BYTES;
		const bytes = isSmall
			? await meter.whole(all)
			: meter.through(all, share, options.signal, store.writesToDisk);
		// While it is stored, the next one can be downloaded.
		if (isSmall) on.received();
		const stored = await store.put(bytes, fileName, mimeType);
		const fileSize = meter.bytes;
		const [sha256, link] = [meter.sha256(), opened.link()];
		return { kind: 'stored', stored, fileName, answered, mimeType, fileSize, sha256, link };
	} catch (thrown) {
		options.signal.throwIfAborted();
		const cause = meter.failure ?? thrown;
		if (cause instanceof StartAnew || cause instanceof NoRoom) return 'startAnew';
		// The length was not announced, so the limit was noticed only during the download.
		if (cause instanceof TooLarge) return { kind: 'skipped', reason: 'maximumSize' };
		return await Promise.reject(toNotionFilesError(cause, storeFailed(cause)));
	} finally {
		share.giveBack();
		opened.cancel();
	}
}

function storeFailed(cause: unknown): ErrorParts {
	const why = cause instanceof Error ? cause.message : String(cause);
	return {
		code: 'storeFailed',
		message: `n8n could not store the file (${why})`,
		remedy: 'Check the free space and the limits of n8n’s binary data storage.',
	};
}
