import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../n8n/ports';
import { runToEnd, type Service, startService } from './service';

export interface Postgres extends Service {
	host: string;
	port: number;
	database: string;
	user: string;
	/** Anything works: every local connection is accepted. */
	password: string;
}

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const comesWith = 'Debian’s package postgresql';

/** A PostgreSQL that listens only on TCP and spares the disk: its data need not outlive it. */
export async function startPostgres(): Promise<Postgres> {
	const [host, port, user] = ['127.0.0.1', await freePort(), 'n8n'];
	const settings = {
		port,
		listen_addresses: host,
		unix_socket_directories: '',
		fsync: 'off',
		synchronous_commit: 'off',
		full_page_writes: 'off',
	};
	const { stop } = await startService({ name: 'postgres', asPlainUser: true }, async (folder) => {
		const data = join(folder.path, 'data');
		const options = ['--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
		const args = [`--pgdata=${data}`, `--username=${user}`, ...options];
		await runToEnd({ file: debianProgram('initdb'), args, comesWith }, folder);
		return {
			file: debianProgram('postgres'),
			args: ['-D', data, ...Object.entries(settings).flatMap((entry) => ['-c', entry.join('=')])],
			comesWith,
			ready: /database system is ready to accept connections/,
			// Does not wait for clients to leave, as SIGTERM would.
			stopSignal: 'SIGINT',
		};
	});
	return { host, port, database: 'postgres', user, password: '', stop };
}

/** Debian puts the servers of all versions beside one another, none of them in PATH. */
function debianProgram(name: string): string {
	const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const files = newestFirst.map((version) => join(DEBIAN_VERSIONS, version, 'bin', name));
	return files.find((file) => existsSync(file)) ?? join(DEBIAN_VERSIONS, '*/bin', name);
}
