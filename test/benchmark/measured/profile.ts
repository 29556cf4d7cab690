import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

/** Does the work, and leaves its CPU profile in a folder. */
export async function profiled<Result>(
	folder: string,
	work: () => Promise<Result>,
): Promise<Result> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	const result = await work();
	const { profile } = await session.post('Profiler.stop');
	writeFileSync(join(folder, `${Date.now()}-${process.pid}.cpuprofile`), JSON.stringify(profile));
	return result;
}
