/** A piece of a glob: a syntax character, or what a single character of a name must be. */
export type Token = { text: string } & (
	| { kind: 'star' | 'open' | 'comma' | 'close' }
	| { kind: 'character'; admits: (character: string) => boolean }
);

/** Deeper nesting serves nobody, and would overflow the stack. */
const MAX_DEPTH = 20;

/**
 * The tokens of one or several globs, separated by commas: these, and only these, are left as
 * `comma` outside of braces. Braces that stand alone or hold no comma stand for themselves.
 */
export function tokenize(text: string): Token[] {
	const tokens = readTokens([...text]);
	const pairs = bracePairs(tokens);
	return tokens.map((token, at) => {
		const isBrace = token.kind === 'open' || token.kind === 'close';
		return isBrace && !pairs.has(at) ? literal(token.text) : token;
	});
}

/** The separate globs in a text, each as it was written. */
export function splitGlobs(text: string): string[] {
	const globs: string[] = [];
	let [glob, depth] = ['', 0];
	for (const token of tokenize(text)) {
		if (token.kind === 'open') depth++;
		if (token.kind === 'close') depth--;
		if (token.kind === 'comma' && depth === 0) {
			globs.push(glob);
			glob = '';
		} else glob += token.text;
	}
	return [...globs, glob];
}

export function literal(text: string): Token {
	return { kind: 'character', text, admits: (character) => character === text };
}

function readTokens(characters: readonly string[]): Token[] {
	const tokens: Token[] = [];
	const lastClosing = characters.lastIndexOf(']');
	for (let at = 0; at < characters.length;) {
		const token = readToken(characters, at, lastClosing);
		tokens.push(token);
		at += [...token.text].length;
	}
	return tokens;
}

function readToken(characters: readonly string[], at: number, lastClosing: number): Token {
	const text = characters[at] ?? '';
	switch (text) {
		case '*':
			return { kind: 'star', text };
		case '{':
			return { kind: 'open', text };
		case ',':
			return { kind: 'comma', text };
		case '}':
			return { kind: 'close', text };
		case '?':
			return { kind: 'character', text, admits: () => true };
		case '\\':
			return escaped(characters[at + 1]);
		case '[':
			// Without looking for what is not there, which would take quadratic time.
			return (at < lastClosing ? readClass(characters, at) : undefined) ?? literal(text);
		default:
			return literal(text);
	}
}

function escaped(character: string | undefined): Token {
	return character === undefined
		? literal('\\')
		: { ...literal(character), text: `\\${character}` };
}

/** `[abc]`, `[a-z]`, `[!a]`; a `]` in the first place stands for itself. */
function readClass(characters: readonly string[], open: number): Token | undefined {
	const first = characters[open + 1];
	const negated = first === '!' || first === '^';
	const start = open + (negated ? 2 : 1);
	const close = characters.indexOf(']', start + 1);
	if (close < 0) return undefined;
	const text = characters.slice(open, close + 1).join('');
	const ranges = rangesOf(characters.slice(start, close));
	const isIn = (character: string): boolean =>
		ranges.some(([from, to]) => from <= character && character <= to);
	return { kind: 'character', text, admits: (character) => isIn(character) !== negated };
}

function rangesOf(characters: readonly string[]): Array<readonly [string, string]> {
	const ranges: Array<readonly [string, string]> = [];
	for (let at = 0; at < characters.length; at++) {
		const from = characters[at] ?? '';
		const to = characters[at + 1] === '-' ? characters[at + 2] : undefined;
		ranges.push([from, to ?? from]);
		if (to !== undefined) at += 2;
	}
	return ranges;
}

/** Where the braces are that enclose alternatives. */
function bracePairs(tokens: readonly Token[]): ReadonlySet<number> {
	const pairs = new Set<number>();
	const opened: Array<{ at: number; commas: number }> = [];
	tokens.forEach((token, at) => {
		const inner = opened.at(-1);
		if (token.kind === 'open') opened.push({ at, commas: 0 });
		if (token.kind === 'comma' && inner !== undefined) inner.commas++;
		if (token.kind !== 'close' || inner === undefined) return;
		opened.pop();
		if (inner.commas > 0 && opened.length < MAX_DEPTH) pairs.add(inner.at).add(at);
	});
	return pairs;
}
