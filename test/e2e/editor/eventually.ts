import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what the editor, which takes its time, must show in the end. */
export async function eventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
	const deadline = Date.now() + 60_000;
	const text = JSON.stringify(wanted);
	while (JSON.stringify(await read()) !== text && Date.now() < deadline) await sleep(100);
	expect(await read()).toEqual(wanted);
}
