import type { Figures } from './measure';

const KB = 1_000;
const MB = 1_000 * KB;

/** What recorded runs gave, and what is allowed, in bytes. */
export interface Limit {
	lowest: number;
	highest: number;
	limit: number;
}

/**
 * From 17 runs on Node 24.21, on two cores that up to thirty processes shared: more of them, on a quiet
 * machine, will bring the spread down. Each limit leaves twice the spread above the highest figure.
 */
export const LIMITS: Record<keyof Figures, Limit> = {
	heapOfExecution: { lowest: -1_765 * KB, highest: 183 * KB, limit: 4_080 * KB },
	heapOfFile: { lowest: -1_491, highest: -198, limit: 2_388 },
	bytesHeld: { lowest: 15.9 * MB, highest: 17.3 * MB, limit: 20.1 * MB },
	processGrowth: { lowest: 0.7 * MB, highest: 52.4 * MB, limit: 155.8 * MB },
	largeFileGrowth: { lowest: 19.7 * MB, highest: 68.2 * MB, limit: 165.3 * MB },
};
