import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../n8n/ports';
import { debianServer } from './debian';
import { type ServiceFolder } from './folder';
import { runToEnd, type ServerProgram, type Service, startService } from './service';

export interface Ftp extends Service {
	host: string;
	port: number;
	username: string;
	password: string;
	/** The folder on this machine in which a client finds itself. */
	home: string;
}

const HOST = '127.0.0.1';

type Prepare = (folder: ServiceFolder, port: number) => Promise<ServerProgram>;

/**
 * vsftpd with one anonymous user who may do everything: all others are users of the system's. To an upload
 * into a folder that is missing it answers 553.
 */
export async function startVsftpd(): Promise<Ftp> {
	const login = { username: 'anonymous', password: 'secret' };
	return await startFtp('vsftpd', login, async (folder, port) => {
		const { path, user } = folder;
		const config = join(path, 'vsftpd.conf');
		const settings = {
			listen: 'YES',
			listen_address: HOST,
			listen_port: port,
			background: 'NO',
			// Neither it nor its users become anybody else, which only root can.
			run_as_launching_user: 'YES',
			ftp_username: user.name,
			anonymous_enable: 'YES',
			anon_root: join(path, 'home'),
			write_enable: 'YES',
			anon_upload_enable: 'YES',
			anon_mkdir_write_enable: 'YES',
			anon_other_write_enable: 'YES',
			anon_umask: '022',
			seccomp_sandbox: 'NO',
		};
		const lines = Object.entries(settings).map((entry) => entry.join('='));
		await writeFile(config, `${lines.join('\n')}\n`);
		// It trusts no file of anybody else’s.
		await chown(config, user.uid, user.gid);
		return {
			file: debianServer('vsftpd', folder),
			args: [config],
			comesWith: 'Debian’s package vsftpd',
			ready: { port },
		};
	});
}

/** ProFTPD with one user. To an upload into a folder that is missing it answers 550. */
export async function startProftpd(): Promise<Ftp> {
	const login = { username: 'ana', password: 'secret' };
	return await startFtp('proftpd', login, async (folder, port) => {
		const { path, user } = folder;
		const inFolder = (name: string) => join(path, name);
		const [config, passwords] = [inFolder('proftpd.conf'), inFolder('passwd')];
		const print = async (file: string, ...args: string[]) =>
			(await runToEnd({ file, args, comesWith: 'Debian' }, folder)).trim();
		const hash = await print('openssl', 'passwd', '-6', login.password);
		const fields = [login.username, hash, user.uid, user.gid, '', inFolder('home'), '/bin/sh'];
		await writeFile(passwords, `${fields.join(':')}\n`, { mode: 0o600 });
		await chown(passwords, user.uid, user.gid);
		const settings = [
			'ServerType standalone',
			`DefaultAddress ${HOST}`,
			'SocketBindTight on',
			'UseIPv6 off',
			`Port ${port}`,
			`User "${user.name}"`,
			`Group "${await print('id', '-gn')}"`,
			`AuthUserFile "${passwords}"`,
			'AuthOrder mod_auth_file.c',
			'AuthPAM off',
			'RequireValidShell off',
			'AllowOverwrite on',
			'UseReverseDNS off',
			'WtmpLog off',
			'TransferLog none',
			'SystemLog none',
			`PidFile "${inFolder('pid')}"`,
			`ScoreboardFile "${inFolder('scoreboard')}"`,
			`ControlsSocket "${inFolder('controls')}"`,
		];
		await writeFile(config, `${settings.join('\n')}\n`);
		return {
			file: debianServer('proftpd', folder),
			args: ['--nodaemon', '--quiet', '--config', config],
			comesWith: 'Debian’s package proftpd-core',
			ready: { port },
		};
	});
}

async function startFtp(
	name: string,
	login: { username: string; password: string },
	prepare: Prepare,
): Promise<Ftp> {
	const port = await freePort();
	const { folder, stop } = await startService({ name, asPlainUser: true }, async (made) => {
		await mkdir(join(made.path, 'home'));
		await chown(join(made.path, 'home'), made.user.uid, made.user.gid);
		return await prepare(made, port);
	});
	return { host: HOST, port, ...login, home: join(folder, 'home'), stop };
}
