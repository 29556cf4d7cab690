import { type Case, type Result, type Run, type Target } from '../case';
import { ratiosOf, ratioText, spreadOf, spreadText } from './ratios';

/** The cells of a row; the first is the key of its case. */
export type Row = string[];

const NOT_MEASURED = '–';

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
