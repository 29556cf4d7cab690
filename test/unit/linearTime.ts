const SHORT = 25_000;
const TIMES_LONGER = 8;

/** Less than this says nothing: a garbage collection may take as long. */
const LEAST_MS = 20;

/**
 * Fails where something takes more than linear time, however slow the machine: what is eight times as
 * long may take four times more than eight times the time, where a square would take eight times more.
 * The best of three counts, since a collection or a compilation may fall into one.
 */
export function expectLinearTime(action: (length: number) => void): void {
	const growths: number[] = [];
	while (growths.length < 3 && growths.every((growth) => growth > 4 * TIMES_LONGER)) {
		const short = Math.max(
			LEAST_MS,
			processorMsOf(() => action(SHORT)),
		);
		growths.push(processorMsOf(() => action(SHORT * TIMES_LONGER)) / short);
	}
	expect(Math.min(...growths)).toBeLessThanOrEqual(4 * TIMES_LONGER);
}

/** Of the processor, since what else a machine has to do says nothing. */
function processorMsOf(action: () => void): number {
	const before = process.cpuUsage();
	action();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
