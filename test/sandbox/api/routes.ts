import { type Exchange, decodeLoosely } from '../http/exchange';
import { type SandboxSettings } from '../settings';
import { type Lookup } from './lookup';
import { type Cursors } from './paging';
import { type AnswerContext } from './render/answerContext';
import { type SearchedIndex } from './SearchedIndex';

/** What a route works with. */
export interface ApiContext extends AnswerContext {
	readonly settings: SandboxSettings;
	readonly lookup: Lookup;
	readonly cursors: Cursors;
	readonly index: SearchedIndex;
}

export interface ApiRequest {
	readonly exchange: Exchange;
	/** The variable segments of the path by their names, decoded. */
	readonly params: Readonly<Record<string, string>>;
	/** The parsed body; empty for GET. */
	readonly body: Readonly<Record<string, unknown>>;
}

export interface Route {
	readonly method: 'GET' | 'POST';
	/** Segments; those with a colon are variables. */
	readonly path: string;
	/** The capability that it needs. */
	readonly needs: 'content' | 'comments' | 'nothing';
	readonly answer: (request: ApiRequest, context: ApiContext) => Record<string, unknown>;
}

/** The values of a route's variables, or undefined where the path is another one. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? '';
		if (segment.startsWith(':')) params[segment.slice(1)] = decodeLoosely(value);
		else if (segment !== value) return undefined;
	}
	return params;
}
