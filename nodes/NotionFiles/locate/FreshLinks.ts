import { NotionFilesError } from '../errors';
import { blockFindings } from './blockFiles';
import { findingsOf, type Branch } from './Branch';
import type { FileLink, Finding, NotionFile } from '../files/NotionFile';
import type { NotionReader } from './NotionReader';
import { coverFindings, filesProperties, iconFindings, pageRef } from './pageFiles';
import { propertyBranch } from './propertyBranch';

/** What an owner held when it was last read. */
interface Reading {
	at: number;
	found: Promise<Found>;
}

interface Found {
	links: ReadonlyMap<string, FileLink>;
	/** Why a part of the owner could not be read: what is missing may be in there. */
	failure: NotionFilesError | undefined;
}

/** Links live for an hour; those of an older read may be dead as well. */
const SHARED_FOR_MS = 50 * 60_000;

/**
 * Renews links that Notion signed: an hour after a page was read, all of its links are dead. Each
 * place names the one read that brings a new link. Files are found again by their identity and not by
 * their position, because the page may have changed meanwhile.
 */
export class FreshLinks {
	private readonly readings = new Map<string, Reading>();

	constructor(private readonly reader: NotionReader) {}

	/**
	 * The file's link as Notion signs it now. All files of one owner share a read: the second to ask
	 * gets what the first one brought, unless it is the very link that failed.
	 *
	 * @throws NotionFilesError `fileGone` when the place does not hold the file any more
	 */
	async renew(file: NotionFile, failed: FileLink): Promise<FileLink> {
		const { key, read } = this.owner(file);
		const known = this.readings.get(key);
		if (known && Date.now() - known.at < SHARED_FOR_MS) {
			const link = (await known.found.catch(() => undefined))?.links.get(file.fileId);
			if (link && link.url !== failed.url) return link;
		}
		// While this one looked at the old reading, another may have begun a new one.
		const latest = this.readings.get(key);
		const reading = latest && latest !== known ? latest : this.begin(key, read);
		const { links, failure } = await reading.found;
		const renewed = links.get(file.fileId);
		if (renewed) return renewed;
		throw failure ?? gone();
	}

	private begin(key: string, read: () => Promise<Finding[]>): Reading {
		const reading = { at: Date.now(), found: read().then(foundIn) };
		this.readings.set(key, reading);
		return reading;
	}

	private owner(file: NotionFile): { key: string; read: () => Promise<Finding[]> } {
		const { place, page } = file;
		switch (place.source) {
			case 'block':
			case 'blockIcon':
				return {
					key: `block ${place.block.id}`,
					read: async () => blockFindings(await this.reader.block(place.block.id), page),
				};
			case 'cover':
			case 'icon':
			case 'property':
			case 'rollup':
				return { key: `page ${page.id}`, read: async () => await this.findingsOfPage(page.id) };
		}
	}

	private async findingsOfPage(pageId: string): Promise<Finding[]> {
		const page = await this.reader.page(pageId);
		const ref = pageRef(page);
		const branches = filesProperties(page).map((property) =>
			propertyBranch(property, page, this.reader),
		);
		const inProperties = await Promise.all(branches.map(allFindings));
		return [coverFindings(page, ref), iconFindings(page, ref), ...inProperties].flat();
	}
}

async function allFindings(branch: Branch): Promise<Finding[]> {
	const findings: Finding[] = [];
	for await (const finding of findingsOf(branch)) findings.push(finding);
	return findings;
}

function foundIn(findings: Finding[]): Found {
	const links = new Map<string, FileLink>();
	let failure: NotionFilesError | undefined;
	for (const finding of findings) {
		if (finding.kind === 'file') links.set(finding.file.fileId, finding.file.link);
		if (finding.kind === 'failed') failure ??= finding.error;
	}
	return { links, failure };
}

function gone(): NotionFilesError {
	return new NotionFilesError({
		code: 'fileGone',
		message: 'The file was taken out of Notion while the workflow ran',
		remedy: 'Run the workflow again to get the page as it is now.',
	});
}
