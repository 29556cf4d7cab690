const KB = 1_000;
const MB = 1_000 * KB;

/** What recorded runs gave, and what is allowed. */
export interface Limit {
	lowest: number;
	highest: number;
	limit: number;
}

/**
 * From 20 runs on Node 24.21, on two cores with other work beside them. Each limit leaves twice the spread
 * above the highest figure.
 */
export const LIMITS = {
	// In bytes; what they are, says `measure.ts`.
	heapOfExecution: { lowest: -1_765 * KB, highest: 183 * KB, limit: 4_080 * KB },
	heapOfFile: { lowest: -1_491, highest: -198, limit: 2_388 },
	bytesHeld: { lowest: 15.9 * MB, highest: 17.3 * MB, limit: 20.1 * MB },
	processGrowth: { lowest: 0.7 * MB, highest: 52.4 * MB, limit: 155.8 * MB },
	largeFileGrowth: { lowest: 19.7 * MB, highest: 68.2 * MB, limit: 165.3 * MB },
	// Blocks of memory that one large file was read into.
	blocksOverTcp: { lowest: 0, highest: 0, limit: 6 },
	blocksOverTls: { lowest: 0, highest: 0, limit: 6 },
	// Objects that are still held: of 900 that were read, and of 2,700 that were given.
	heldByQueue: { lowest: 0, highest: 0, limit: 101 },
	heldByWalk: { lowest: 0, highest: 0, limit: 150 },
	// How many times longer it takes to read a text that is eight times longer; 64 would be its square.
	growth: { lowest: 0, highest: 0, limit: 32 },
} as const satisfies Record<string, Limit>;
