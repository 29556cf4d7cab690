/** In the process that is measured: prepares, waits for the word, works, and says what it took. */
import { once } from 'node:events';
import { type Came, type Scene, type Work } from '../case';
import { profiled } from './profile';

export type FromMeasured = { kind: 'ready' } | { kind: 'done'; work: Work };

const SAMPLE_MS = 20;

/**
 * @param prepare loads and warms up what a process loads and warms up once, and returns the work
 */
export async function measure<Task>(
	prepare: (task: Task, scene: Scene) => Promise<() => Promise<Came>>,
): Promise<void> {
	const [{ task, scene }] = (await once(process, 'message')) as [{ task: Task; scene: Scene }];
	const work = await prepare(task, scene);
	// The garbage of the preparation is not to be collected at the expense of the work.
	globalThis.gc?.();
	const begin = once(process, 'message');
	send({ kind: 'ready' });
	await begin;
	const folder = process.env.BENCH_PROFILE;
	const weighed = folder
		? await profiled(folder, async () => await weigh(work))
		: await weigh(work);
	send({ kind: 'done', work: weighed });
	process.disconnect();
}

async function weigh(work: () => Promise<Came>): Promise<Work> {
	const [rss, cpu, begun] = [process.memoryUsage.rss(), cpuMs(), performance.now()];
	let peak = rss;
	const look = (): void => {
		peak = Math.max(peak, process.memoryUsage.rss());
	};
	const timer = setInterval(look, SAMPLE_MS);
	const came = await work();
	look();
	clearInterval(timer);
	return { ms: performance.now() - begun, cpuMs: cpuMs() - cpu, memoryBytes: peak - rss, came };
}

function cpuMs(): number {
	const { userCPUTime, systemCPUTime } = process.resourceUsage();
	return (userCPUTime + systemCPUTime) / 1000;
}

function send(message: FromMeasured): void {
	process.send?.(message);
}
