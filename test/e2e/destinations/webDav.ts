import { startWebDav } from '../services';
import { Nextcloud, startCloud } from '../services/cloud';
import type { Destination } from './Destination';
import { FolderOnDisk } from './folderOnDisk';
import type { FileOfPage } from './nastyPage';

const pathOf = ({ path }: FileOfPage) => path;

/** Nextcloud cannot be had as a server of its own here, so what its node meets there is a stand-in. */
export async function toNextcloud(): Promise<Destination> {
	const nextcloud = new Nextcloud();
	const { stop } = await startCloud(nextcloud);
	return {
		...withAccount(nextcloud.account),
		pathOf,
		refuse(files) {
			const refused = new Set(files.map(pathOf));
			nextcloud.refuses = (path) => refused.has(path);
		},
		stored: () => nextcloud.files(),
		stop,
	};
}

/** Any other WebDAV server, with the same example. */
export async function toWebDav(): Promise<Destination> {
	const { url: webDavUrl, user, password, root, stop } = await startWebDav();
	const folder = new FolderOnDisk(root);
	return {
		...withAccount({ webDavUrl, user, password }),
		pathOf,
		refuse: (files) => folder.obstruct(files.map(pathOf)),
		stored: () => folder.stored(),
		stop,
	};
}

function withAccount(data: Nextcloud['account']): Pick<Destination, 'example' | 'filledIn'> {
	const credential = { type: 'nextCloudApi', data };
	return {
		example: 'back-up-to-nextcloud.json',
		filledIn: { 'Create Folder': { credential }, 'Upload to Nextcloud': { credential } },
	};
}
