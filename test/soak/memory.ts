import { setImmediate as turn } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';

/** What the process holds, in bytes. */
export interface Memory {
	/**
	 * Objects, after all garbage was collected. Without compiled code, of which V8 makes more for as long
	 * as it learns, whatever is run.
	 */
	heap: number;
	/** What lies outside of the heap and belongs to its objects: buffers above all. */
	external: number;
	/** All that the system has given to the process and not got back. */
	rss: number;
}

/** At this very moment, in the middle of whatever is under way. */
export function memoryNow(): Memory {
	collectGarbage();
	const { external, rss } = process.memoryUsage();
	const spaces = getHeapSpaceStatistics().filter(
		({ space_name: name }) => !name.startsWith('code'),
	);
	const heap = spaces.reduce((sum, { space_used_size: used }) => sum + used, 0);
	return { heap, external, rss };
}

/** When what ends with this turn of the event loop has ended. */
export async function memoryAtRest(): Promise<Memory> {
	for (let turns = 0; turns < 2; turns++) {
		collectGarbage();
		await turn();
	}
	return memoryNow();
}

function collectGarbage(): void {
	if (!globalThis.gc) throw new Error('Start Node with --expose-gc');
	globalThis.gc();
}
