import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tail } from './command';
import { environmentOf } from './environment';
import { installServer, type Server } from './installServer';
import { freePort } from './ports';
import { endGroup, killGroup } from './processGroup';

export interface StartOptions {
	/** Where n8n keeps its `.n8n`; several processes of one instance share it. */
	userFolder: string;
	/** Settings besides those of `environmentOf`, which they override. */
	env?: Record<string, string>;
	command?: 'start' | 'worker';
	/** Called as soon as there is a process, in case it has to be ended before it is ready. */
	onSpawn?: (n8n: N8n) => void;
}

/** One running n8n process. */
export interface N8n {
	/** Of a worker, the address of its health check. */
	readonly url: string;
	readonly userFolder: string;
	readonly pid: number;
	/** All it has written so far. */
	readonly log: string;
	/** Resolves when it has ended, for whatever reason. */
	readonly ended: Promise<void>;
	/** Asks it to end; within seconds, none of it is running any more. */
	stop(): Promise<void>;
	/** SIGKILL, as a crash would. */
	kill(): Promise<void>;
}

/** n8n's first start creates its database; on a busy machine that takes a while. */
const PATIENCE_MS = 180_000;

/** Past n8n's own time for a graceful end, of which `environmentOf` gives it five seconds. */
export const GRACE_MS = 10_000;

/** Starts n8n and resolves when it takes requests (a worker: when it takes jobs). */
export async function startN8n(options: StartOptions): Promise<N8n> {
	const server = await installServer();
	const { command = 'start', userFolder, env = {}, onSpawn } = options;
	mkdirSync(userFolder, { recursive: true });
	const port = env.N8N_PORT ? Number(env.N8N_PORT) : await freePort();
	const defaults = await environmentOf(server, { command, port, userFolder });
	const url = `http://127.0.0.1:${port}`;
	const n8n = spawnN8n(server, { command, url, userFolder, env: { ...defaults, ...env } });
	onSpawn?.(n8n);
	await becomesReady(n8n, command);
	return n8n;
}

interface Launch {
	command: string;
	url: string;
	userFolder: string;
	env: NodeJS.ProcessEnv;
}

let launches = 0;

function spawnN8n(server: Server, { command, url, userFolder, env }: Launch): N8n {
	const logFile = join(userFolder, `${command}-${process.pid}-${++launches}.log`);
	const log = openSync(logFile, 'a');
	const child = spawn(server.node, [server.n8n, command], {
		// n8n reads a `.env` in its working directory.
		cwd: userFolder,
		env,
		stdio: ['ignore', log, log],
		// A separate process group, so that its task runners can be ended with it.
		detached: true,
	});
	closeSync(log);
	const { pid } = child;
	if (pid === undefined) throw new Error(`${server.node} could not be started`);
	return {
		url,
		userFolder,
		pid,
		get log() {
			return readFileSync(logFile, 'utf8');
		},
		ended: new Promise((resolve) => child.once('exit', () => resolve())),
		stop: async () => await endGroup(pid, GRACE_MS),
		kill: async () => await killGroup(pid),
	};
}

async function becomesReady(n8n: N8n, command: string): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	let failure: string | undefined;
	void n8n.ended.then(() => (failure = 'ended at its start'));
	while (!(await answers(`${n8n.url}/healthz/readiness`))) {
		if (Date.now() > deadline) failure ??= `is not ready after ${PATIENCE_MS / 1000} s`;
		if (failure !== undefined) {
			await n8n.kill();
			throw new Error(`n8n ${command} ${failure}; the end of its log:\n${tail(n8n.log)}`);
		}
		await sleep(200);
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		const { ok } = await fetch(url, { signal: AbortSignal.timeout(5000) });
		return ok;
	} catch {
		return false;
	}
}
