import { pathKey, filePath } from '../files/paths';
import type { NotionFile } from '../files/NotionFile';

const DIGITS = 8;

/** No ID and no hash of one has more digits. */
const MOST_DIGITS = 64;

/**
 * Gives each file its path. It depends on the file and its page alone, so it is the same in every run
 * whatever else comes or goes. Only where two different files would share one, which takes a collision
 * of 32 bits of hash under the same name, does the later one get more digits: of its own ID, or of its
 * page's where both have the same file, as rows that were made from one template do.
 */
export class UniquePaths {
	private readonly owners = new Map<string, string>();

	pathFor(file: NotionFile, fileName: string): string {
		const { id: pageId, title: pageTitle } = file.page;
		const { fileId, above } = file;
		const owner = `${pageId} ${fileId}`;
		for (let [ofFile, ofPage] = [DIGITS, DIGITS]; ;) {
			const path = filePath({ above, pageTitle, pageId, fileName, fileId }, ofFile, ofPage);
			const key = pathKey(path);
			const other = this.owners.get(key) ?? owner;
			if (other === owner || Math.max(ofFile, ofPage) >= MOST_DIGITS) {
				this.owners.set(key, owner);
				return path;
			}
			if (other.endsWith(` ${fileId}`)) ofPage += DIGITS;
			else ofFile += DIGITS;
		}
	}
}
