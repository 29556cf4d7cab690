import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A folder for the data of one server, and the user to whom both belong. */
export interface ServiceFolder {
	path: string;
	user: { name: string; uid: number; gid: number };
}

// PostgreSQL refuses to run as root, and an SSH server run by root wants folders of the system's. The
// user “nobody” will not do: systemd says of it that its account is locked, so SSH does not let it in.
const UNPRIVILEGED = { name: 'daemon', uid: 1, gid: 1 };

export async function makeFolder(name: string): Promise<ServiceFolder> {
	const path = await mkdtemp(join(tmpdir(), `notion-files-${name}-`));
	const { username, uid, gid } = userInfo();
	if (uid !== 0) return { path, user: { name: username, uid, gid } };
	await chown(path, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
	return { path, user: UNPRIVILEGED };
}
