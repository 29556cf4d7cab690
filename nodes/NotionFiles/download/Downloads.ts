import { withExtension } from '../files/fileNames';
import type { NotionFile } from '../files/NotionFile';
import { downloadFile, type Download, type DownloadWish, type Store } from './downloadFile';
import type { DownloadOptions } from './Connector';

/**
 * The downloads of one run. A file that lies on several pages, or is asked for by several items, is
 * fetched once and its bytes are shared.
 */
export class Downloads<T> {
	private readonly byFile = new Map<string, Promise<Download<T>>>();

	constructor(
		private readonly store: Store<T>,
		private readonly options: Omit<DownloadOptions, 'retries'>,
	) {}

	async get(file: NotionFile, wish: DownloadWish): Promise<Download<T>> {
		const key = `${file.fileId} ${wish.sha256}`;
		const first = this.byFile.get(key);
		if (first === undefined) return await this.begin(key, file, wish);
		const download = await first;
		// Left out by the filters of another item: these filters have not been asked yet.
		if (download.kind !== 'stored') return await this.begin(key, file, wish);
		// The bytes are the same, the name and the wishes are those of this place.
		const { mimeType, fileSize: size } = download;
		const fileName = withExtension(file.name, mimeType);
		const reason = wish.filters.afterHead({ name: fileName, mimeType, size });
		return reason === undefined ? { ...download, fileName } : { kind: 'skipped', reason };
	}

	private async begin(key: string, file: NotionFile, wish: DownloadWish): Promise<Download<T>> {
		const download = downloadFile(file, wish, this.store, this.options);
		this.byFile.set(key, download);
		return await download;
	}
}
