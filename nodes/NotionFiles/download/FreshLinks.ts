import { NotionFilesError } from '../errors';
import type { Finding } from '../locate/Finding';
import type { DatabaseKind, FileLink, NotionFile, PageRef } from '../files/NotionFile';
import { blockFindings } from '../locate/blockFiles';
import { commentFindings } from '../locate/commentFiles';
import { coverOfDatabase, iconOfDatabase } from '../locate/databases';
import type { NotionReader } from '../locate/NotionReader';
import {
	coverFindings,
	filesOfElements,
	filesProperties,
	iconFindings,
	pageRef,
	propertyFindings,
	type FilesProperty,
} from '../locate/pageFiles';

type Links = ReadonlyMap<string, FileLink>;

/** What has to be read for new links to the files it contains. */
interface Owner {
	key: string;
	read: () => Promise<Finding[]>;
}

/** The links of an owner when it was last read. */
interface Reading {
	at: number;
	links: Promise<Links>;
}

/** Links are valid for an hour; those of an older read may have expired as well. */
const SHARED_FOR_MS = 50 * 60_000;

/**
 * Renews links that Notion signed: an hour after a page was read, all of its links have expired. Each
 * place names the read that returns a new link. Files are found again by their identity and not by
 * their position, because the page may have changed in the meantime.
 */
export class FreshLinks {
	private readonly readings = new Map<string, Reading>();

	constructor(private readonly reader: NotionReader) {}

	/**
	 * The file's link as Notion signs it now. All files of one owner share a read: the second to ask
	 * gets the result of the first, unless that is the very link that failed.
	 *
	 * @throws NotionFilesError `fileGone` if the file is no longer at its place
	 */
	async renew(file: NotionFile, failed: FileLink): Promise<FileLink> {
		for (const owner of this.owners(file)) {
			const link = await this.linkOf(file, failed, owner);
			if (link) return link;
		}
		throw gone();
	}

	private async linkOf(
		{ fileId }: NotionFile,
		failed: FileLink,
		owner: Owner,
	): Promise<FileLink | undefined> {
		const known = this.readings.get(owner.key);
		if (known && Date.now() - known.at < SHARED_FOR_MS) {
			const links = await known.links.catch(() => undefined);
			if (links && links.get(fileId)?.url !== failed.url) return links.get(fileId);
		}
		// While this one looked at the old reading, another may have started a new one.
		const latest = this.readings.get(owner.key);
		const reading = latest && latest !== known ? latest : this.begin(owner);
		return (await reading.links).get(fileId);
	}

	private begin({ key, read }: Owner): Reading {
		const reading = { at: Date.now(), links: read().then(linksById) };
		this.readings.set(key, reading);
		return reading;
	}

	private owners({ place, page }: NotionFile): Owner[] {
		const ofPage = { key: `page ${page.id}`, read: async () => await this.readPage(page.id) };
		switch (place.source) {
			case 'cover':
			case 'icon': {
				const { of } = place;
				if (of === undefined) return [ofPage];
				const read = async () => await this.readDatabase(page.id, of);
				return [{ key: `${of} ${page.id}`, read }];
			}
			case 'property':
				return [ofPage];
			case 'rollup': {
				const { id, name } = place.property;
				// The page contains the rollup, though perhaps not all of it.
				const key = `rollup ${page.id} ${id}`;
				return [ofPage, { key, read: async () => await this.readRollup(page, id, name) }];
			}
			case 'block':
			case 'blockIcon': {
				const { id } = place.block;
				const read = async () =>
					blockFindings(await this.reader.block(id), page, this.reader.storage);
				return [{ key: `block ${id}`, read }];
			}
			case 'comment': {
				const { comment, block } = place;
				const read = async () =>
					commentFindings(await this.reader.comment(comment.id), page, block);
				return [{ key: `comment ${comment.id}`, read }];
			}
		}
	}

	private async readPage(pageId: string): Promise<Finding[]> {
		const page = await this.reader.page(pageId);
		const ref = pageRef(page);
		const inProperties = filesProperties(page).flatMap((property) =>
			propertyFindings(property, property.files, page, ref),
		);
		return [...coverFindings(page, ref), ...iconFindings(page, ref), ...inProperties];
	}

	private async readDatabase(id: string, kind: DatabaseKind): Promise<Finding[]> {
		const database = await this.reader[kind](id);
		return [...coverOfDatabase(database), ...iconOfDatabase(database)];
	}

	private async readRollup(page: PageRef, id: string, name: string): Promise<Finding[]> {
		const rollup: FilesProperty = { kind: 'rollup', id, name, files: [], complete: false };
		const findings: Finding[] = [];
		for await (const elements of this.reader.propertyItems(page.id, id)) {
			findings.push(...propertyFindings(rollup, filesOfElements(elements), {}, page));
		}
		return findings;
	}
}

function linksById(findings: Finding[]): Links {
	const files = findings.flatMap((finding) => (finding.kind === 'file' ? [finding.file] : []));
	return new Map(files.map(({ fileId, link }) => [fileId, link]));
}

function gone(): NotionFilesError {
	return new NotionFilesError({
		code: 'fileGone',
		message: 'The file was removed from Notion while the workflow was running',
		remedy: 'Run the workflow again to get the page as it is now.',
	});
}
