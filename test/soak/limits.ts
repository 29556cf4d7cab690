const MB = 1_000_000;

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
	heapOfExecution: { lowest: -4_840, highest: 131_671, limit: 404_693 },
	heapOfFile: { lowest: -642, highest: 274, limit: 2_106 },
	bytesHeld: { lowest: 16.2 * MB, highest: 17.8 * MB, limit: 20.9 * MB },
	processGrowth: { lowest: 12.1 * MB, highest: 32 * MB, limit: 71.8 * MB },
	largeFileGrowth: { lowest: 2.2 * MB, highest: 55.7 * MB, limit: 162.7 * MB },
	// Blocks of memory that one large file was read into.
	blocksOverTcp: { lowest: 4, highest: 5, limit: 7 },
	blocksOverTls: { lowest: 4, highest: 4, limit: 4 },
	// Objects that are still held: of 900 that were read, and of 2,700 that were given.
	heldByQueue: { lowest: 100, highest: 100, limit: 100 },
	heldByWalk: { lowest: 52, highest: 52, limit: 52 },
	// How many times longer it takes to read a text that is eight times longer: 76 texts in each run. A square
	// would take 64 times as long.
	growth: { lowest: 0.04, highest: 13, limit: 38.9 },
} as const satisfies Record<string, Limit>;
