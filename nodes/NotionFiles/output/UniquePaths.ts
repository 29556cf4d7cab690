import { pathKey, filePath } from '../files/paths';
import type { NotionFile } from '../files/NotionFile';

/**
 * Gives each file its path. It depends on the file and its page alone, so it is the same in every run
 * whatever else comes or goes. Only where two different files would share one, which takes a collision
 * of 32 bits of hash under the same name, does the later one get more of its ID.
 */
export class UniquePaths {
	private readonly owners = new Map<string, string>();

	pathFor(file: NotionFile, fileName: string): string {
		const { id: pageId, title: pageTitle } = file.page;
		const owner = `${pageId} ${file.fileId}`;
		for (let length = 8; ; length += 8) {
			const path = filePath({ pageTitle, pageId, fileName, fileId: file.fileId }, length);
			const key = pathKey(path);
			const other = this.owners.get(key) ?? owner;
			if (other === owner || length >= file.fileId.length) {
				this.owners.set(key, owner);
				return path;
			}
		}
	}
}
