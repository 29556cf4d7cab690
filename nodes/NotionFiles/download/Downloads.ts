import { type Answered, finalName, isNameKnown, typeAt } from '../files/finalName';
import type { NotionFile } from '../files/NotionFile';
import { sharingKey } from '../files/identity';
import {
	type Download,
	downloadFile,
	type DownloadsOptions,
	type DownloadWish,
	type Store,
} from './downloadFile';
import { judgeContent } from './webPages';

/**
 * The downloads of one run. A file that is on several pages, or requested by several items, is
 * downloaded once and its bytes are shared. Nothing but bytes is shared: a failure belongs to the link
 * that failed, and a file that one item's filters skip may pass another's.
 */
export class Downloads<T> {
	private readonly shared = new Map<string, Promise<Download<T>>>();

	/** What answers told about the names of files. */
	private readonly answers = new WeakMap<NotionFile, Answered>();

	constructor(
		private readonly store: Store<T>,
		private readonly options: DownloadsOptions,
	) {}

	async get(file: NotionFile, wish: DownloadWish): Promise<Download<T>> {
		const sharing = sharingKey(file);
		if (sharing === undefined) return await this.begin(file, wish);
		const key = `${sharing} ${wish.sha256}`;
		for (let first = this.shared.get(key); first;) {
			const download = await first.catch(() => undefined);
			if (download?.kind === 'stored') return this.at(file, wish, download);
			// Others who waited start at the same time, each with its own link: one after the other, they
			// would wait for a dead host once per place.
			if (download === undefined) break;
			// The first to get here starts again; those who waited with it wait for that.
			const latest = this.shared.get(key);
			if (latest === first) break;
			first = latest;
		}
		const download = this.begin(file, wish);
		this.shared.set(key, download);
		return await download;
	}

	private async begin(file: NotionFile, wish: DownloadWish): Promise<Download<T>> {
		return await downloadFile(file, wish, this.store, this.options, (answered) =>
			this.answers.set(file, answered),
		);
	}

	/** The name that a file gets in the output, as far as it is known by now. */
	nameOf(file: NotionFile): string {
		const answered = this.answers.get(file);
		return answered === undefined ? file.name : finalName(file, answered);
	}

	/** Whether that is known well enough to skip the file because of it. */
	knowsNameOf(file: NotionFile): boolean {
		return isNameKnown(file, this.answers.get(file));
	}

	/**
	 * What another place's download means for this one. It takes the bytes; name, type and wishes are its own, and
	 * so is what it promises: a web page counts as a file in a property, but not in an image block.
	 *
	 * @throws NotionFilesError if the bytes are not what this place promises
	 */
	private at(
		file: NotionFile,
		wish: DownloadWish,
		download: Extract<Download<T>, { kind: 'stored' }>,
	): Download<T> {
		const { answered: told, fileSize: size } = download;
		const mimeType = typeAt(file, told);
		// Bytes other than the file's say nothing about its name, but the host's headers do.
		this.answers.set(file, { ...told, mimeType: undefined });
		if (judgeContent(file, mimeType, told.disposition) === 'link') return { kind: 'webPage' };
		const answered = { ...told, mimeType };
		this.answers.set(file, answered);
		const fileName = finalName(file, answered);
		const reason = wish.filters.afterHead({ name: fileName, mimeType, size });
		return reason === undefined
			? { ...download, fileName, answered, mimeType }
			: { kind: 'skipped', reason };
	}
}
