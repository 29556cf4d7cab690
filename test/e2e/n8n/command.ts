import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
}

/** How much of a failed command's words its error quotes. */
const TAIL = 4000;

const running = new Set<ChildProcess>();

/** Runs a program to its end and returns what it wrote to its output. */
export async function command(
	program: string,
	args: readonly string[],
	{ cwd, env = process.env }: CommandOptions,
): Promise<string> {
	const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	child.once('close', () => running.delete(child));
	let output = '';
	let everything = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		everything += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => (everything += text));
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => {
			if (code === 0) return resolve(output);
			const line = [program, ...args].join(' ');
			const end = code === null ? `was ended by ${signal}` : `ended with code ${code}`;
			reject(new Error(`“${line}” in ${cwd} ${end}:\n${tail(everything)}`));
		});
	});
}

/** Stops the programs that still run; everything that waits for them gets an error. */
export function endCommands(): void {
	for (const child of running) child.kill('SIGTERM');
}

export function tail(text: string, characters = TAIL): string {
	return text.length > characters ? `…${text.slice(-characters)}` : text;
}

const start = Date.now();

/** A line for people who wait. */
export function tell(line: string): void {
	const seconds = ((Date.now() - start) / 1000).toFixed(0).padStart(4);
	process.stdout.write(`${seconds} s  ${line}\n`);
}
