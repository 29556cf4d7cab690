import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FolderSettings, makeFolder, type ServiceFolder } from './folder';

/** A real server on loopback, with its data in a folder that is removed with it. */
export interface Service {
	/** Ends it and removes its data. */
	stop(): Promise<void>;
}

export interface Program {
	/** A path, or a name to be found in PATH. */
	file: string;
	args: string[];
	/** What installs the program: named if it is missing. */
	comesWith: string;
}

export interface ServerProgram extends Program {
	/** What it prints once it can be used; or the port at which it then takes connections, if it says nothing. */
	ready: RegExp | { port: number };
	/** What ends it soon and cleanly. */
	stopSignal?: NodeJS.Signals;
}

const START_MS = 30_000;
const STOP_MS = 10_000;

/**
 * Starts a server in its own folder. Resolves when it is ready; if it ends instead, that is an error at
 * once.
 *
 * @param prepare puts what the server needs into its folder, and says how it is started
 */
export async function startService(
	settings: FolderSettings,
	prepare: (folder: ServiceFolder) => Promise<ServerProgram> | ServerProgram,
): Promise<Service & { folder: string; readiness: readonly string[] }> {
	const folder = await makeFolder(settings);
	const remove = async () => await rm(folder.path, { recursive: true, force: true });
	try {
		const program = await prepare(folder);
		const running = run(program, folder);
		// Interrupted tests leave no server behind.
		const kill = () => void running.child.kill('SIGKILL');
		process.once('exit', kill);
		const stop = async () => {
			await endOf(running.child, program.stopSignal ?? 'SIGTERM');
			process.off('exit', kill);
			await remove();
		};
		const readiness = await readinessOf(program, running).catch(async (error: unknown) => {
			await stop();
			throw error;
		});
		return { folder: folder.path, readiness, stop };
	} catch (error) {
		await remove();
		throw error;
	}
}

/** Runs a program to its end. @returns what it printed */
export async function runToEnd(program: Program, folder: ServiceFolder): Promise<string> {
	const { output, ended } = run(program, folder);
	const code = await ended;
	if (code !== 0) throw new Error(`${program.file} ended with ${code}:\n${output.text}`);
	return output.text;
}

interface Running {
	child: ChildProcess;
	output: { text: string; grows: () => void };
	/** The exit code; null after a signal. Rejects when the program cannot be started. */
	ended: Promise<number | null>;
}

function run({ file, args, comesWith }: Program, { path: cwd, user }: ServiceFolder): Running {
	const { uid, gid } = user;
	const child = spawn(file, args, { cwd, uid, gid, stdio: ['ignore', 'pipe', 'pipe'] });
	const output = { text: '', grows: () => {} };
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (piece: string) => {
			output.text += piece;
			output.grows();
		});
	}
	const ended = once(child, 'close').then(
		([code]) => code as number | null,
		(error: NodeJS.ErrnoException) => {
			if (error.code !== 'ENOENT') throw error;
			throw new Error(`${file} is missing. It comes with ${comesWith}.`);
		},
	);
	return { child, output, ended };
}

async function readinessOf(
	{ file, ready }: ServerProgram,
	{ output, ended }: Running,
): Promise<readonly string[]> {
	return await new Promise((resolve, reject) => {
		const fail = (what: string) => reject(new Error(`${file} ${what}:\n${output.text}`));
		const late = setTimeout(() => fail(`was not ready in ${START_MS / 1000} s`), START_MS);
		const isReady = (match: readonly string[]) => {
			clearTimeout(late);
			output.grows = () => {};
			resolve(match);
		};
		if (ready instanceof RegExp) {
			output.grows = () => {
				const match = ready.exec(output.text);
				if (match) isReady(match);
			};
		} else void takesConnections(ready.port, ended).then((does) => does && isReady([]));
		ended.then((code) => fail(`ended with ${code} at its start`), reject);
		ended.finally(() => clearTimeout(late)).catch(() => {});
	});
}

/** Resolves when somebody listens there (true), or when that cannot happen any more. */
async function takesConnections(port: number, ended: Promise<unknown>): Promise<boolean> {
	let isOver = false;
	void ended.then(
		() => (isOver = true),
		() => (isOver = true),
	);
	while (!isOver) {
		if (await accepts(port)) return true;
		await sleep(20);
	}
	return false;
}

async function accepts(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

/** Waits only for the program: its children may keep its output open for longer. */
async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	const isRunning = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
	if (!isRunning) return;
	const exit = once(child, 'exit');
	child.kill(signal);
	const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
	await exit;
	clearTimeout(late);
}
