import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../n8n/ports';
import { type ServiceFolder } from './folder';
import { runToEnd, type Service, startService } from './service';

export interface Sftp extends Service {
	host: string;
	port: number;
	username: string;
	/** In OpenSSH's form. A password would need a user of the system's. */
	privateKey: string;
	/** The folder on this machine in which a client finds itself. */
	home: string;
}

const comesWith = 'Debian’s package openssh-server';

/** OpenSSH with one user, who has a key, and only SFTP. */
export async function startSftp(): Promise<Sftp> {
	const [host, port] = ['127.0.0.1', await freePort()];
	let [username, privateKey] = ['', ''];
	const { folder, stop } = await startService(
		{ name: 'sftp', asPlainUser: true },
		async (folder) => {
			const inFolder = (name: string) => join(folder.path, name);
			username = folder.user.name;
			await mkdir(inFolder('home'));
			await chown(inFolder('home'), folder.user.uid, folder.user.gid);
			for (const name of ['host_key', 'user_key']) await makeKey(inFolder(name), folder);
			privateKey = await readFile(inFolder('user_key'), 'utf8');
			await writeFile(
				inFolder('sshd_config'),
				[
					`Port ${port}`,
					`ListenAddress ${host}`,
					`HostKey ${inFolder('host_key')}`,
					`AuthorizedKeysFile ${inFolder('user_key.pub')}`,
					`AllowUsers ${username}`,
					'PidFile none',
					'UsePAM no',
					// The folder is inside one that everybody may write to.
					'StrictModes no',
					'Subsystem sftp internal-sftp',
					`ForceCommand internal-sftp -d ${inFolder('home')}`,
				].join('\n'),
			);
			return {
				// It starts itself again for each connection, and needs its whole path for that.
				file: '/usr/sbin/sshd',
				args: ['-D', '-e', '-f', inFolder('sshd_config')],
				comesWith,
				ready: /Server listening on/,
			};
		},
	);
	return { host, port, username, privateKey, home: join(folder, 'home'), stop };
}

async function makeKey(file: string, folder: ServiceFolder): Promise<void> {
	const args = ['-q', '-t', 'ed25519', '-N', '', '-f', file];
	await runToEnd({ file: 'ssh-keygen', args, comesWith }, folder);
}
