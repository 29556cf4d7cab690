import { NotionFilesError } from '../errors';
import { blockFindings } from './blockFiles';
import { findingsOf, type Branch } from './Branch';
import type { FileLink, Finding, NotionFile } from './NotionFile';
import type { NotionReader } from './NotionReader';
import { coverFindings, filesProperties, iconFindings, pageRef } from './pageFiles';
import { propertyBranch } from './propertyBranch';

type LinksById = ReadonlyMap<string, FileLink>;

/**
 * Renews links that Notion signed: an hour after a page was read, all of its links are dead. Each
 * place names the one read that brings a new link. Files are found again by their identity and not by
 * their position, because the page may have changed meanwhile.
 */
export class FreshLinks {
	private readonly readings = new Map<string, Promise<LinksById>>();

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
		const link = known && (await known.catch(() => undefined))?.get(file.fileId);
		if (link && link.url !== failed.url) return link;
		const reading =
			this.readings.get(key) === known ? this.begin(key, read) : this.readings.get(key);
		const renewed = (await (reading ?? this.begin(key, read))).get(file.fileId);
		if (renewed) return renewed;
		throw gone();
	}

	private async begin(key: string, read: () => Promise<Finding[]>): Promise<LinksById> {
		const reading = read().then(linksById);
		this.readings.set(key, reading);
		return await reading;
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

function linksById(findings: Finding[]): LinksById {
	const files = findings.flatMap((finding) => (finding.kind === 'file' ? [finding.file] : []));
	return new Map(files.map(({ fileId, link }) => [fileId, link]));
}

function gone(): NotionFilesError {
	return new NotionFilesError({
		code: 'fileGone',
		message: 'The file was taken out of Notion while the workflow ran',
		remedy: 'Run the workflow again to get the page as it is now.',
	});
}
