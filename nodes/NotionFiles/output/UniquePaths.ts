import { filePath, flatName, pathKey, type PathParts } from '../files/paths';
import type { NotionFile } from '../files/NotionFile';

const DIGITS = 8;

/**
 * Of what people choose themselves: a link whose ID begins with the eight digits of another file is found in
 * minutes, by trying. It would replace that file in a backup, in a run that returns only new files. With
 * more digits, it never has the path of an upload, whose ID nobody can choose.
 */
const DIGITS_IF_CHOSEN = 16;

/** No ID and no hash of one has more digits. */
const MOST_DIGITS = 64;

/** Where to put a file, in the forms that stores ask for. */
export interface Places {
	path: string;
	/** `path` without its last part. */
	directory: string;
	/** The last part of `path`. */
	uniqueName: string;
	/** The page's folder and the file's name in one. */
	flatName: string;
}

type Make = (parts: PathParts, fileDigits: number, pageDigits: number) => string;

/**
 * Gives each file its path and its flat name. They depend on the file and its page alone, so they are the
 * same in every run whatever else comes or goes. Only where two different files would share one, which
 * takes a collision of 32 bits of hash under the same name, does the later one get more digits: of its own
 * ID, or of its page's where both have the same file, as rows that were made from one template do.
 */
export class UniquePaths {
	private readonly ownersOfPaths = new Map<string, string>();

	private readonly ownersOfFlatNames = new Map<string, string>();

	placesFor(file: NotionFile, fileName: string): Places {
		const path = this.pathFor(file, fileName);
		const end = path.lastIndexOf('/');
		return {
			path,
			directory: path.slice(0, end),
			uniqueName: path.slice(end + 1),
			flatName: unique(this.ownersOfFlatNames, file, fileName, flatName),
		};
	}

	pathFor(file: NotionFile, fileName: string): string {
		return unique(this.ownersOfPaths, file, fileName, filePath);
	}
}

function unique(
	owners: Map<string, string>,
	{ page, fileId, above, link }: NotionFile,
	fileName: string,
	make: Make,
): string {
	const parts = { above, pageTitle: page.title, pageId: page.id, fileName, fileId };
	const owner = `${page.id} ${fileId}`;
	const isUpload = link.kind === 'signed' && link.trusted;
	for (let [ofFile, ofPage] = [isUpload ? DIGITS : DIGITS_IF_CHOSEN, DIGITS]; ;) {
		const made = make(parts, ofFile, ofPage);
		const key = pathKey(made);
		const other = owners.get(key) ?? owner;
		if (other === owner || Math.max(ofFile, ofPage) >= MOST_DIGITS) {
			owners.set(key, owner);
			return made;
		}
		if (other.endsWith(` ${fileId}`)) ofPage += DIGITS;
		else ofFile += DIGITS;
	}
}
