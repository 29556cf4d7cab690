import { tokenize, type Token } from './globSyntax';
import { lowerCase } from '../fileNames';

/**
 * A pattern for names: `*`, `?` and `{a,b}`; every other character matches itself, so a name that
 * somebody copies into the filter is found. Case is ignored. Every text is a pattern, and matches at least
 * the name that is written like it.
 *
 * All positions in the name that the pattern could have reached are followed in parallel, so the time is at
 * most the length of the name times that of the pattern. The regular expressions of glob libraries backtrack
 * (picomatch 4: 43 s for four stars against 250 dashes), and a name in Notion, which anybody may have chosen,
 * would block the process with them.
 */
export interface Glob {
	/** Whether the pattern matches the whole name. */
	matches(name: string): boolean;
	/** Whether it could match the name with some extension added. */
	couldMatchExtended(name: string): boolean;
	/** Whether it still matches if anything is added to a name that it matches. */
	isOpenEnded: boolean;
}

type Part =
	| { kind: 'many' }
	/** One character: this one, or any. */
	| { kind: 'one'; character: string | undefined }
	| { kind: 'either'; options: readonly Part[][] };

/** A character of a name; undefined for one that is not known yet. */
type Character = string | undefined;

type Positions = ReadonlySet<number>;

/** mime-db’s longest, `disposition-notification`. */
const LONGEST_EXTENSION = 24;

export function parseGlob(pattern: string): Glob {
	const whole = literally(pattern);
	const parts = parse(tokenize(lowerCase(pattern)));
	const ends = (name: readonly Character[]): Positions => through(parts, name, new Set([0]));
	return {
		isOpenEnded: parts.at(-1)?.kind === 'many',
		matches(name) {
			const characters = [...lowerCase(name)];
			return whole.matches(name) || ends(characters).has(characters.length);
		},
		couldMatchExtended(name) {
			if (whole.couldMatchExtended(name)) return true;
			const characters: Character[] = [...lowerCase(name), '.'];
			const bare = characters.length;
			const unknown = new Array<Character>(LONGEST_EXTENSION).fill(undefined);
			return [...ends([...characters, ...unknown])].some((end) => end > bare);
		},
	};
}

/** A pattern without any syntax: the one name that is written like it. */
export function literally(text: string): Omit<Glob, 'isOpenEnded'> {
	const wanted = lowerCase(text);
	return {
		matches: (name) => lowerCase(name) === wanted,
		couldMatchExtended(name) {
			const start = `${lowerCase(name)}.`;
			return wanted.startsWith(start) && wanted.length > start.length;
		},
	};
}

function parse(tokens: readonly Token[]): Part[] {
	let parts: Part[] = [];
	const outer: Array<{ parts: Part[]; options: Part[][] }> = [];
	for (const token of tokens) {
		const group = outer.at(-1);
		if (token.kind === 'star') parts.push({ kind: 'many' });
		else if (token.kind === 'any') parts.push({ kind: 'one', character: undefined });
		else if (token.kind === 'open') {
			outer.push({ parts, options: [] });
			parts = [];
		} else if (token.kind === 'itself' || group === undefined) {
			parts.push({ kind: 'one', character: token.text });
		} else {
			group.options.push(parts);
			parts = [];
			if (token.kind === 'comma') continue;
			parts = group.parts;
			parts.push({ kind: 'either', options: group.options });
			outer.pop();
		}
	}
	return parts;
}

/** The positions in the name that the parts can lead to from any of the given positions. */
function through(parts: readonly Part[], name: readonly Character[], from: Positions): Positions {
	let reached = from;
	for (const part of parts) {
		if (reached.size === 0) break;
		reached = step(part, name, reached);
	}
	return reached;
}

function step(part: Part, name: readonly Character[], from: Positions): Positions {
	switch (part.kind) {
		case 'many':
			return everythingFrom(firstOf(from), name.length);
		case 'one':
			return oneFurther(part.character, name, from);
		case 'either':
			return new Set(part.options.flatMap((option) => [...through(option, name, from)]));
	}
}

/** `Math.min(...from)` would pass each position as an argument, and a call has about 100,000 at most. */
function firstOf(from: Positions): number {
	let first = Infinity;
	for (const at of from) first = Math.min(first, at);
	return first;
}

function everythingFrom(first: number, last: number): Positions {
	return new Set(Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

function oneFurther(
	wanted: string | undefined,
	name: readonly Character[],
	from: Positions,
): Positions {
	const reached = new Set<number>();
	for (const at of from) {
		const character = name[at];
		const fits = wanted === undefined || character === undefined || character === wanted;
		if (at < name.length && fits) reached.add(at + 1);
	}
	return reached;
}
