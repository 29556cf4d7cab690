import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tell } from '../n8n/command';

/**
 * Puts a disk of so many bytes in place of a folder. Only root may do that: for others, the folder stays as
 * large as the disk it lies on.
 *
 * @returns takes the disk away again
 */
export function mountSmallDisk(folder: string, bytes: number): () => void {
	mkdirSync(folder, { recursive: true });
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], {
			stdio: 'pipe',
		});
	} catch {
		tell('No small disk can be mounted here, so only what n8n stores is measured');
		return () => {};
	}
	return () => void execFileSync('umount', [folder]);
}
