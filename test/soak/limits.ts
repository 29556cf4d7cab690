import type { Figures } from './measure';

const KB = 1_000;
const MB = 1_000 * KB;

/** What recorded runs gave, and what is allowed, in bytes. */
export interface Limit {
	lowest: number;
	highest: number;
	limit: number;
}

export const LIMITS: Record<keyof Figures, Limit> = {
	heapOfExecution: { lowest: -802 * KB, highest: 182 * KB, limit: 2_150 * KB },
	heapOfFile: { lowest: -1_312, highest: -272, limit: 1_808 },
	bytesHeld: { lowest: 16.1 * MB, highest: 17.3 * MB, limit: 19.7 * MB },
	processGrowth: { lowest: 7.3 * MB, highest: 51.4 * MB, limit: 139.6 * MB },
	largeFileGrowth: { lowest: 27.2 * MB, highest: 54.8 * MB, limit: 110 * MB },
};
