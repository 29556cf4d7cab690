import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../n8n/places';
import type { ServiceFolder } from './folder';

/**
 * A server of Debian's: installed, or unpacked beside the system by `.ci/run`, as vsftpd is, since Debian
 * installs only one FTP server at a time. That is copied to where the user of the server may read it.
 */
export function debianServer(name: string, { path }: ServiceFolder): string {
	const unpacked = join(cacheFolder(), name, 'usr/sbin', name);
	if (!existsSync(unpacked)) return join('/usr/sbin', name);
	const copy = join(path, name);
	cpSync(unpacked, copy);
	return copy;
}
