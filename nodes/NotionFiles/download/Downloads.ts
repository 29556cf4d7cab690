import { NotionFilesError } from '../errors';
import { withExtension } from '../files/fileNames';
import type { NotionFile } from '../files/NotionFile';
import {
	downloadFile,
	type Download,
	type DownloadsOptions,
	type DownloadWish,
	type Store,
} from './downloadFile';

/**
 * The downloads of one run. A file that lies on several pages, or is asked for by several items, is
 * fetched once and its bytes are shared.
 */
export class Downloads<T> {
	private readonly byFile = new Map<string, Promise<Download<T>>>();

	constructor(
		private readonly store: Store<T>,
		private readonly options: DownloadsOptions,
	) {}

	async get(file: NotionFile, wish: DownloadWish): Promise<Download<T>> {
		const key = `${file.fileId} ${wish.sha256}`;
		for (let first = this.byFile.get(key); first;) {
			const shared = await this.shareOf(first, file, wish);
			if (shared !== undefined) return shared;
			// Whoever comes to this first begins anew; those who waited with him wait for that.
			const latest = this.byFile.get(key);
			if (latest === first) break;
			first = latest;
		}
		const download = downloadFile(file, wish, this.store, this.options);
		this.byFile.set(key, download);
		return await download;
	}

	/** What another place's download gives to this one; undefined where it may fare differently. */
	private async shareOf(
		first: Promise<Download<T>>,
		file: NotionFile,
		wish: DownloadWish,
	): Promise<Download<T> | undefined> {
		const download = await first.catch((thrown: unknown) =>
			// Another place has a link of its own, which may well live.
			isOfThePlace(thrown) ? undefined : Promise.reject(thrown),
		);
		// Left out by the wishes of another item: these have not been asked yet.
		if (download?.kind !== 'stored') return undefined;
		// The bytes are the same, the name and the wishes are those of this place.
		const { mimeType, fileSize: size } = download;
		const fileName = withExtension(file.name, mimeType);
		const reason = wish.filters.afterHead({ name: fileName, mimeType, size });
		return reason === undefined ? { ...download, fileName } : { kind: 'skipped', reason };
	}
}

function isOfThePlace(thrown: unknown): boolean {
	return thrown instanceof NotionFilesError && ['fileGone', 'linkExpired'].includes(thrown.code);
}
