import { isFailure, type Expectation, type Outcome, type Row } from './row';
import { HOSTED, type Place } from './scene/places';

const PLACES_IN_WORDS: Partial<Record<Place, string>> = {
	blockIcon: 'callout icon',
	embed: 'HTML embed',
	external: 'link to another site',
};

/** The outcome of a row, for people who read the table of failures. */
export function outcomeInWords({ expect, hints = [] }: Row): string {
	const { files, at = {}, also = [] } = expect;
	const isTold = hints.length > 0;
	const others = groupsOf(at, isTold);
	const rest =
		others.length > 0 ? `; others: ${outcomeOf(files, isTold)}` : outcomeOf(files, isTold);
	const sentences = others.map(([words, places]) => `${placesInWords(places)}: ${words}`);
	return [
		sentences.join('; ') + rest,
		...also.map(({ code }) => `one error says why: ${code}`),
	].join('; ');
}

function groupsOf(at: NonNullable<Expectation['at']>, isTold: boolean): [string, Place[]][] {
	const groups = new Map<string, Place[]>();
	for (const [place, outcome] of Object.entries(at) as [Place, Outcome][]) {
		const words = outcomeOf(outcome, isTold);
		groups.set(words, [...(groups.get(words) ?? []), place]);
	}
	return [...groups];
}

function placesInWords(places: readonly Place[]): string {
	const allInNotion =
		places.length === HOSTED.length && HOSTED.every((one) => places.includes(one));
	if (allInNotion) return 'stored in Notion';
	return places.map((place) => PLACES_IN_WORDS[place] ?? place).join(', ');
}

function outcomeOf(outcome: Outcome, isTold: boolean): string {
	if (isFailure(outcome)) return `one error per file: ${outcome.code}`;
	if (outcome === 'whole') return 'complete';
	return isTold ? 'skipped, with a hint' : 'not found';
}
