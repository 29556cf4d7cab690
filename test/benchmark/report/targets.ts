import { type Result, type Run, type Target } from '../case';
import { ratiosOf, ratioText } from './ratios';

const GIB = 1024 ** 3;

type Bound = { atLeast: number } | { atMost: number };

/** What the first takes, in units of what the second takes. */
export function timesOf(text: string, pair: [string, string], bound: Bound): Target {
	return ratio(text, pair, bound, ({ ms }) => ms);
}

export function cpuOf(text: string, pair: [string, string], bound: Bound): Target {
	return ratio(text, pair, bound, ({ cpuMs }) => cpuMs);
}

/** The CPU of the first without the work of a third that is in it, in units of what the second takes. */
export function cpuBeside(
	text: string,
	[name, other]: [string, string],
	included: string,
	atMost: number,
): Target {
	return {
		text,
		values({ runs }) {
			const [own, part, others] = [name, included, other].map((key) =>
				runs.get(key)?.map(({ cpuMs }) => cpuMs),
			);
			const rest = own?.map((ms, round) => ms - (part?.[round] ?? NaN));
			return part && others && rest && ratiosOf(rest, others);
		},
		isReached: (value) => value <= atMost,
		format: ratioText,
	};
}

export function msOf(text: string, name: string, most: number): Target {
	return {
		text,
		values: (result) => result.runs.get(name)?.map(({ ms }) => ms),
		isReached: (value) => value < most,
		format: (value) => `${value.toFixed(0)} ms`,
	};
}

/** How fast so many bytes are done with. */
export function speedOf(text: string, name: string, bytes: number, least: number): Target {
	return {
		text,
		values: (result) => result.runs.get(name)?.map(({ ms }) => bytes / GIB / (ms / 1000)),
		isReached: (value) => value >= least,
		format: (value) => `${value.toFixed(1)} GiB/s`,
	};
}

export function memoryOf(text: string, name: string, megabytes: number): Target {
	return {
		text,
		values: (result) =>
			result.runs.get(name)?.map(({ memoryBytes = NaN }) => memoryBytes / 1_000_000),
		isReached: (value) => value < megabytes,
		format: (value) => `${value.toFixed(0)} MB`,
	};
}

export function requestsOf(text: string, name: string, most: number): Target {
	return {
		text,
		values: (result) => result.runs.get(name)?.map(({ requests }) => requests),
		isReached: (value) => value <= most,
		format: (value) => `${value} requests`,
	};
}

/** What it takes in units of what nobody can do without. */
export function boundOf(text: string, name: string, boundMs: number, atMost: number): Target {
	return {
		text,
		values: (result) => result.runs.get(name)?.map(({ ms }) => ms / boundMs),
		isReached: (value) => value <= atMost,
		format: ratioText,
	};
}

function ratio(
	text: string,
	[name, other]: [string, string],
	bound: Bound,
	quantity: (run: Run) => number,
): Target {
	return {
		text,
		values(result: Result) {
			const [runs, others] = [result.runs.get(name), result.runs.get(other)];
			return runs && others && ratiosOf(runs.map(quantity), others.map(quantity));
		},
		isReached: (value) => ('atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost),
		format: ratioText,
	};
}
