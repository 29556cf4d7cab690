import { type Case, type Result, type Run, type Target } from '../case';
import { ratiosOf, ratioText, spreadOf, spreadText } from './ratios';

/** The cells of a row; the first is the key of its case. */
export type Row = string[];

const NOT_MEASURED = '–';

/** Less than this much less is chance. */
const LITTLE_LESS = 0.95;

/** A row for each contender. The first is the measure of the others, so its own spread stands there. */
export function measuredRows({ key, contenders }: Case, { runs, missing }: Result): Row[] {
	const reference = runs.get(contenders[0]?.name ?? '') ?? [];
	return contenders.map(({ name }) => {
		const own = runs.get(name);
		if (own === undefined) return [key, name, missing.get(name) ?? '', '', '', '', '', ''];
		return [
			key,
			name,
			ratioCell(own, reference, ({ ms }) => ms),
			ratioCell(own, reference, ({ cpuMs }) => cpuMs),
			own[0]?.memoryBytes === undefined
				? NOT_MEASURED
				: numberCell(own, ({ memoryBytes = NaN }) => memoryBytes / 1_000_000),
			numberCell(own, ({ requests }) => requests),
			numberCell(own, ({ connections }) => connections),
			numberCell(own, ({ bytes }) => bytes / 1_000_000),
		];
	});
}

/** Who takes less time or CPU than our node, and why. Other settings of our node are no rivals of it. */
export function lessRows({ key, contenders, lessBecause = {} }: Case, { runs }: Result): Row[] {
	const own = runs.get(contenders[0]?.name ?? '') ?? [];
	return contenders.flatMap(({ name, from }) => {
		const theirs = runs.get(name);
		if (theirs === undefined || from !== undefined) return [];
		const median = (quantity: (run: Run) => number): number =>
			spreadOf(ratiosOf(theirs.map(quantity), own.map(quantity))).median;
		const [ms, cpuMs] = [median((run) => run.ms), median((run) => run.cpuMs)];
		if (Math.min(ms, cpuMs) > LITTLE_LESS) return [];
		return [[key, name, ratioText(ms), ratioText(cpuMs), lessBecause[name] ?? '**not known**']];
	});
}

/** What each takes of the CPU, in seconds for each GB of files. */
export function cpuRows({ key, title, contenders }: Case, { runs }: Result): Row[] {
	return contenders.flatMap(({ name }) => {
		const perGb = runs.get(name)?.map(({ cpuMs, came }) => (cpuMs * 1_000_000) / came.bytes);
		return perGb ? [[key, title, name, spreadText(spreadOf(perGb), ratioText)]] : [];
	});
}

export function targetRows({ key, title, targets }: Case, result: Result): Row[] {
	if (targets.length === 0) return [[key, title, '', '', '']];
	return targets.map((target) => [key, title, target.text, ...verdict(target, result)]);
}

function verdict(target: Target, result: Result): [string, string] {
	const values = target.values(result);
	if (values === undefined) return [NOT_MEASURED, 'not measured'];
	const spread = spreadOf(values);
	return [spreadText(spread, target.format), target.isReached(spread.median) ? 'yes' : '**no**'];
}

function ratioCell(own: Run[], reference: Run[], quantity: (run: Run) => number): string {
	const values = own.map(quantity);
	const measure =
		own === reference
			? // How much the measure itself varies tells what a difference is worth.
				values.map(() => spreadOf(values).median)
			: reference.map(quantity);
	return spreadText(spreadOf(ratiosOf(values, measure)), ratioText);
}

function numberCell(own: Run[], quantity: (run: Run) => number): string {
	return spreadText(spreadOf(own.map(quantity)), (value) => value.toFixed(0));
}
