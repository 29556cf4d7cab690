import type { Readable } from 'node:stream';
import { withExtension } from '../files/fileNames';
import type { CompiledFilters, SkipReason } from '../files/filters';
import { decideMediaType } from '../files/mediaTypes';
import type { NotionFile } from '../files/NotionFile';
import { Meter, peek } from './byteStream';
import type { FileHosts } from './FileHosts';
import { openFile } from './openFile';
import { faultOnTheWay } from './faults';
import { judgeWebPage } from './webPages';

/** Puts a stream where n8n keeps binary data and resolves when all of it is there. */
export type Store<T> = (bytes: Readable, fileName: string, mimeType: string) => Promise<T>;

export interface DownloadWish {
	filters: CompiledFilters;
	maximumBytes: number | undefined;
	sha256: boolean;
}

export type Download<T> =
	| {
			kind: 'stored';
			stored: T;
			fileName: string;
			mimeType: string;
			fileSize: number;
			sha256: string | undefined;
	  }
	| { kind: 'skipped'; reason: SkipReason }
	/** A web page that nobody would call a file: a video player, a document in a web app. */
	| { kind: 'webPage' };

/**
 * The whole way of one file's bytes: open, tell what it is, judge, store, verify.
 *
 * @throws NotionFilesError when the file cannot be had whole; nothing half remains in the store
 */
export async function downloadFile<T>(
	file: NotionFile,
	wish: DownloadWish,
	hosts: FileHosts,
	store: Store<T>,
	signal: AbortSignal,
): Promise<Download<T>> {
	const opened = await openFile(file, hosts, signal);
	try {
		const { head, all } = await peek(opened.body);
		const responseType = opened.contentType;
		const mimeType = decideMediaType({ responseType, fileName: file.name, url: file.link.url, head });
		if (judgeWebPage(file, mimeType) === 'link') return { kind: 'webPage' };

		const fileName = withExtension(file.name, mimeType);
		const reason = wish.filters.afterHead({ name: fileName, mimeType, size: opened.length });
		if (reason !== undefined) return { kind: 'skipped', reason };

		const { maximumBytes, sha256 } = wish;
		const meter = new Meter({ expectedBytes: opened.length, maximumBytes, sha256 });
		const stored = await store(meter.through(all), fileName, mimeType);
		const fileSize = meter.bytes;
		return { kind: 'stored', stored, fileName, mimeType, fileSize, sha256: meter.sha256() };
	} catch (thrown) {
		signal.throwIfAborted();
		const fault = faultOnTheWay(file, thrown);
		// The length was not announced, so the limit showed only on the way.
		if (fault.code === 'fileTooLarge') return { kind: 'skipped', reason: 'maximumSize' };
		return await Promise.reject(fault);
	} finally {
		opened.cancel();
	}
}
