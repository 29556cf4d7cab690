/** The middle of several runs, and how far they lie apart. */
export interface Spread {
	median: number;
	min: number;
	max: number;
}

export function spreadOf(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (index: number): number => sorted[index] ?? NaN;
	const middle = (sorted.length - 1) / 2;
	return {
		median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
		min: at(0),
		max: at(sorted.length - 1),
	};
}

/** Round by round: runs of one round had the same machine, as far as that goes. */
export function ratiosOf(values: readonly number[], to: readonly number[]): number[] {
	return values.slice(0, to.length).map((value, round) => value / (to[round] ?? NaN));
}

/** In at most three digits that count. */
export function ratioText(value: number): string {
	return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** `3.62 (3.58–3.71)`, or just `1` where all are the same. */
export function spreadText({ median, min, max }: Spread, text: (value: number) => string): string {
	const [middle, low, high] = [median, min, max].map(text);
	return low === high ? String(middle) : `${middle} (${low}–${high})`;
}
