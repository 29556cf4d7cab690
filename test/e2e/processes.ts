import { command } from './n8n/command';

interface Listed {
	pid: number;
	parent: number;
	isZombie: boolean;
}

/** The process and everything that it has started, directly or not. */
export async function familyOf(pid: number): Promise<number[]> {
	const all = await list();
	const family = [pid];
	// Grows while it is walked through.
	for (const member of family) {
		family.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
	}
	return family;
}

/** Those that still run; a process that has ended but was not asked for its result does not. */
export async function stillRunning(pids: number[]): Promise<number[]> {
	const all = await list();
	return all.filter(({ pid, isZombie }) => pids.includes(pid) && !isZombie).map(({ pid }) => pid);
}

async function list(): Promise<Listed[]> {
	const lines = await command('ps', ['-eo', 'pid=,ppid=,stat='], { cwd: '/' });
	return lines
		.trim()
		.split('\n')
		.map((line) => {
			const [pid, parent, state = ''] = line.trim().split(/\s+/);
			return { pid: Number(pid), parent: Number(parent), isZombie: state.startsWith('Z') };
		});
}
