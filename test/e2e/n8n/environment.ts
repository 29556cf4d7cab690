import { dirname, join } from 'node:path';
import type { Server } from './installServer';
import { serverManifest } from './places';
import { freePort } from './ports';

export interface Instance {
	command: 'start' | 'worker';
	port: number;
	userFolder: string;
}

/**
 * The whole environment of an n8n process: of this machine's settings only the places of programs, and
 * nothing that makes n8n send requests to other hosts.
 */
export async function environmentOf(
	server: Server,
	{ command, port, userFolder }: Instance,
): Promise<NodeJS.ProcessEnv> {
	return {
		PATH: `${dirname(server.node)}:${process.env.PATH}`,
		// It contains `~/.n8n-files`, which Read/Write Files from Disk may use by default.
		HOME: userFolder,
		TMPDIR: process.env.TMPDIR,
		TZ: 'UTC',
		LANG: 'C.UTF-8',
		NODE_OPTIONS: `--require ${join(serverManifest, 'leash.cjs')}`,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: 'test',
		N8N_LOG_LEVEL: 'info',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		// The default port of the task broker is that of any other n8n on this machine.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...(command === 'worker' ? workerOn(port) : mainOn(port)),
		...SILENCE,
	};
}

function mainOn(port: number): NodeJS.ProcessEnv {
	return {
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
	};
}

function workerOn(port: number): NodeJS.ProcessEnv {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/** Everything that would call n8n's own hosts, or come between a test and the editor. */
const SILENCE: NodeJS.ProcessEnv = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
};
