import { Allowance } from '../flow/Allowance';

/** As much as may be on its way into stores that hold a whole file in memory. */
const BUDGET_BYTES = 256 * 1024 * 1024;

/** What a file is taken for whose host does not announce its length. */
const UNKNOWN_LENGTH_BYTES = 64 * 1024 * 1024;

/**
 * Bounds memory by bytes and not by files: of n8n's binary stores only the file system is streamed
 * into, all others buffer a whole file first (facts/n8n.md 1.2). A file larger than the budget goes
 * alone.
 */
export class MemoryBudget {
	private readonly bytes: Allowance;

	constructor(total = BUDGET_BYTES) {
		this.bytes = new Allowance(total);
	}

	/**
	 * @param length announced, in bytes
	 * @returns what gives the bytes back
	 */
	async take(length: number | undefined, signal: AbortSignal): Promise<() => void> {
		return await this.bytes.take(length ?? UNKNOWN_LENGTH_BYTES, signal);
	}

	/** For stores that are streamed into. */
	lift(): void {
		this.bytes.lift();
	}
}

/** One for the process: executions side by side share its memory. */
export const memoryBudget = new MemoryBudget();
