import { isFailure, type Expectation, type Outcome, type Row } from './row';
import type { Place } from './scene/places';

/** What becomes of a row, for people who read a table of what the node survives. */
export function outcomeInWords({ expect, hints = [] }: Row): string {
	const { files, at = {}, also = [] } = expect;
	const isTold = hints.length > 0;
	const other = groupsOf(at, isTold);
	const sentences = [
		outcomeOf(files, isTold),
		...other.map(([words, places]) => `${places.join(', ')}: ${words}`),
		...also.map(({ code }) => `one error says why: ${code}`),
	];
	return sentences.join('; ');
}

function groupsOf(at: NonNullable<Expectation['at']>, isTold: boolean): [string, Place[]][] {
	const groups = new Map<string, Place[]>();
	for (const [place, outcome] of Object.entries(at) as [Place, Outcome][]) {
		const words = outcomeOf(outcome, isTold);
		groups.set(words, [...(groups.get(words) ?? []), place]);
	}
	return [...groups];
}

function outcomeOf(outcome: Outcome, isTold: boolean): string {
	if (isFailure(outcome)) return `one error per file: ${outcome.code}`;
	if (outcome === 'whole') return 'every byte arrives';
	return isTold ? 'left out, and a hint says so' : 'not found';
}
