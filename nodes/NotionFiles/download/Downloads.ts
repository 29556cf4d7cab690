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
 * The downloads of one run. A file that is on several pages, or is asked for by several items, is
 * fetched once and its bytes are shared. Nothing but bytes is shared: a failure belongs to the link
 * that failed, and what one item's filters leave out another's may want.
 */
export class Downloads<T> {
	private readonly shared = new Map<string, Promise<Download<T>>>();

	/** What became known of the names of files that were asked for. */
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
			// Others who waited begin at once as well, each with its own link: one after the other they
			// would wait out a dead host as many times as there are places.
			if (download === undefined) break;
			// The first to get here begins again; those who waited with it wait for that.
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

	/** The name that a file is given under, as far as that is known by now. */
	nameOf(file: NotionFile): string {
		const answered = this.answers.get(file);
		return answered === undefined ? file.name : finalName(file, answered);
	}

	/** Whether that is known well enough to leave the file out by it. */
	knowsNameOf(file: NotionFile): boolean {
		return isNameKnown(file, this.answers.get(file));
	}

	/**
	 * What another place's download gives to this one: the bytes. Name, type and wishes are its own, and so
	 * is what it promises: a page that is a file in a property is none in an image block.
	 *
	 * @throws NotionFilesError where that is something else
	 */
	private at(
		file: NotionFile,
		wish: DownloadWish,
		download: Extract<Download<T>, { kind: 'stored' }>,
	): Download<T> {
		const { answered: told, fileSize: size } = download;
		const mimeType = typeAt(file, told);
		// What is not the file says nothing of its name; its host has.
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
