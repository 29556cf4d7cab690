import { setTimeout as sleep } from 'node:timers/promises';

/** Expects of the editor, which takes its time, what it is to show in the end. */
export async function eventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
	const deadline = Date.now() + 60_000;
	const text = JSON.stringify(wanted);
	while (JSON.stringify(await read()) !== text && Date.now() < deadline) await sleep(100);
	expect(await read()).toEqual(wanted);
}
