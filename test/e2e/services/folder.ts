import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** A folder for the data of one server, and the user to whom both belong. */
export interface ServiceFolder {
	path: string;
	user: { name: string; uid: number; gid: number };
}

export interface FolderSettings {
	name: string;
	/** For a server that refuses to run as root, or wants folders of the system's if it does. */
	asPlainUser?: boolean;
}

// The user “nobody” will not do: systemd says of it that its account is locked, so SSH does not let it in.
const PLAIN_USER = { name: 'daemon', uid: 1, gid: 1 };

export async function makeFolder({ name, asPlainUser }: FolderSettings): Promise<ServiceFolder> {
	const path = await mkdtemp(join(tmpdir(), `notion-files-${name}-`));
	const { username, uid, gid } = userInfo();
	if (uid !== 0 || !asPlainUser) return { path, user: { name: username, uid, gid } };
	await chown(path, PLAIN_USER.uid, PLAIN_USER.gid);
	return { path, user: PLAIN_USER };
}
