import { startProftpd, startVsftpd, type Ftp } from '../services';
import type { Destination } from './Destination';
import { FolderOnDisk } from './folderOnDisk';
import type { FileOfPage } from './nastyPage';

const pathOf = ({ path }: FileOfPage) => `notion/${path}`;

export async function toVsftpd(): Promise<Destination> {
	const { ftp, ...to } = over(await startVsftpd());
	return { example: 'back-up-over-ftp.json', filledIn: { 'Upload over FTP': ftp }, ...to };
}

export async function toProftpd(): Promise<Destination> {
	const { ftp, refuse, stored, ...to } = over(await startProftpd());
	let refused: readonly FileOfPage[] = [];
	return {
		example: 'back-up-over-ftp-by-renaming.json',
		filledIn: { 'Upload over FTP': ftp, 'Move into Its Folder': ftp },
		...to,
		refuse(files) {
			refused = files;
			refuse(files);
		},
		/** What cannot be moved stays under the name that the example gives it first. */
		stored() {
			const first = new Set(refused.map(({ fileId }) => `${fileId}.part`));
			return stored().filter(({ path }) => !first.has(path));
		},
	};
}

function over({ home, stop, ...data }: Ftp) {
	const { host, port, username, password } = data;
	const folder = new FolderOnDisk(home);
	return {
		ftp: { credential: { type: 'ftp', data: { host, port, username, password } } },
		pathOf,
		refuse: (files: readonly FileOfPage[]) => folder.obstruct(files.map(pathOf)),
		stored: () => folder.stored(),
		stop,
	};
}
