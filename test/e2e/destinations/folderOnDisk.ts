import { chownSync, mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { filesBelow } from '../folders';
import type { StoredFile } from './Destination';

/** The folder in which a server on this machine keeps what is uploaded. */
export class FolderOnDisk {
	private obstacles: string[] = [];

	constructor(private readonly root: string) {}

	stored(): StoredFile[] {
		return filesBelow(this.root).map((path) => ({
			path: path.split(sep).join('/'),
			content: readFileSync(join(this.root, path)),
		}));
	}

	/** Makes the server refuse files at these paths and no others: there are folders in their places. */
	obstruct(paths: readonly string[]): void {
		for (const folder of this.obstacles) rmdirSync(folder);
		this.obstacles = paths.map((path) => join(this.root, path));
		for (const folder of this.obstacles) this.make(folder);
	}

	/** For the user as whom the server writes. */
	private make(folder: string): void {
		if (folder !== this.root) this.make(dirname(folder));
		const made = mkdirSync(folder, { recursive: true });
		const { uid, gid } = statSync(this.root);
		if (made !== undefined) chownSync(folder, uid, gid);
	}
}
