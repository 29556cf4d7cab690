import { setTimeout as sleep } from 'node:timers/promises';

/** Asks the leader of a process group to end, and ends whatever of the group is left after that time. */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
	const deadline = Date.now() + graceMs;
	signal(leader, 'SIGTERM');
	while (signal(leader, 0) && Date.now() < deadline) await sleep(50);
	await killGroup(leader);
}

export async function killGroup(leader: number): Promise<void> {
	signal(-leader, 'SIGKILL');
	while (signal(leader, 0)) await sleep(20);
}

/** @returns whether there was anybody to send it to */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(pid, name);
	} catch {
		return false;
	}
}
