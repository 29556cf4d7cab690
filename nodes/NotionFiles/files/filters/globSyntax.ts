/** A character of a glob: one with a meaning, or one that matches itself. */
export interface Token {
	kind: 'star' | 'any' | 'open' | 'comma' | 'close' | 'itself';
	text: string;
}

const MEANINGS: ReadonlyMap<string, Token['kind']> = new Map([
	['*', 'star'],
	['?', 'any'],
	['{', 'open'],
	[',', 'comma'],
	['}', 'close'],
]);

/** Deeper nesting helps nobody, and would overflow the stack. */
const MAX_DEPTH = 20;

/**
 * The tokens of one or several globs, separated by commas: these, and only these, remain as `comma`
 * outside braces. Unpaired braces, and pairs without a comma, match themselves.
 */
export function tokenize(text: string): Token[] {
	const tokens = [...text].map((sign): Token => ({
		kind: MEANINGS.get(sign) ?? 'itself',
		text: sign,
	}));
	const pairs = bracePairs(tokens);
	return tokens.map((token, at) => {
		const isBrace = token.kind === 'open' || token.kind === 'close';
		return isBrace && !pairs.has(at) ? { ...token, kind: 'itself' } : token;
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
