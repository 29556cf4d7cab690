import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sha256Of } from '../sandbox';

/** The SHA-256 of every file below a folder, by its path from there. */
export function hashesBelow(folder: string): Record<string, string> {
	return Object.fromEntries(
		filesBelow(folder).map((path) => [path, sha256Of(readFileSync(join(folder, path)))]),
	);
}

/** So that it shows if they are written again. */
export function spoilFilesBelow(folder: string): void {
	for (const path of filesBelow(folder)) writeFileSync(join(folder, path), 'spoilt');
}

export function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
