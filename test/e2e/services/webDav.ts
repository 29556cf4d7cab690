import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../n8n/ports';
import { debianServer } from './debian';
import { runToEnd, type Service, startService } from './service';

export interface WebDav extends Service {
	url: string;
	user: string;
	password: string;
	/** The folder on this machine that clients see. */
	root: string;
}

const MODULES = [
	...[
		'mpm_event',
		'authn_core',
		'authn_file',
		'auth_basic',
		'authz_core',
		'authz_user',
		'dav',
		'dav_fs',
	],
];

/** Apache with mod_dav, for one user. */
export async function startWebDav(): Promise<WebDav> {
	const [port, user, password] = [await freePort(), 'ana', 'secret'];
	const { folder, stop } = await startService(
		{ name: 'webdav', asPlainUser: true },
		async (made) => {
			const { path, user: owner } = made;
			const inFolder = (name: string) => join(path, name);
			const hash = await runToEnd(
				{
					file: 'openssl',
					args: ['passwd', '-apr1', password],
					comesWith: 'Debian’s package openssl',
				},
				made,
			);
			await writeFile(inFolder('passwords'), `${user}:${hash.trim()}\n`);
			for (const name of ['files', 'run']) {
				await mkdir(inFolder(name));
				await chown(inFolder(name), owner.uid, owner.gid);
			}
			const settings = [
				...MODULES.map(
					(name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
				),
				`Listen 127.0.0.1:${port}`,
				'ServerName 127.0.0.1',
				`ServerRoot "${path}"`,
				`DefaultRuntimeDir "${inFolder('run')}"`,
				`PidFile "${inFolder('run/pid')}"`,
				`DavLockDB "${inFolder('run/locks')}"`,
				`ErrorLog "${inFolder('run/errors')}"`,
				`DocumentRoot "${inFolder('files')}"`,
				`<Directory "${inFolder('files')}">`,
				'Dav On',
				'AuthType Basic',
				'AuthName "Files"',
				`AuthUserFile "${inFolder('passwords')}"`,
				`Require user ${user}`,
				'</Directory>',
			];
			await writeFile(inFolder('apache2.conf'), `${settings.join('\n')}\n`);
			return {
				file: debianServer('apache2', made),
				args: ['-DFOREGROUND', '-f', inFolder('apache2.conf')],
				comesWith: 'Debian’s package apache2-bin',
				ready: { port },
			};
		},
	);
	return { url: `http://127.0.0.1:${port}`, user, password, root: join(folder, 'files'), stop };
}
