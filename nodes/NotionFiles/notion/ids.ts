import { APP_HOSTS, decodeLoosely, isWebAppFileLink } from '../files/links';
import { asUrl, decoded, unwrapped, valuesIn } from './pasted';

export type IdTarget = 'page' | 'block' | 'database' | 'pageOrDatabase';

// How Notion’s AI tools name a data source.
const COLLECTION = /^collection:\/\//i;

const PLAIN = /^[0-9a-f]{32}$/i;
const DASHED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The ID in what a user pasted, as dashed lower-case UUID; undefined if there is none. Accepts IDs, Markdown
 * links, `collection://…` from Notion’s AI tools and every form of Notion's URLs
 * (docs/notion-api.md#ids-and-urls). One URL may name several things: a peek (`?p=`) names a page over a
 * database, an anchor (`#…`) a block on a page.
 */
export function parseNotionId(input: string, target: IdTarget): string | undefined {
	const text = unwrapped(input);
	const id = asId(text.replace(COLLECTION, ''));
	if (id !== undefined) return id;
	const url = asUrl(text);
	if (url === undefined || isWebAppFileLink(url.href)) return undefined;
	const page = idOfPath(url);
	const peek = idAmong(valuesIn(url, 'p'));
	const block = idOfFragment(url);
	const hasView = valuesIn(url, 'v').length > 0;
	switch (target) {
		case 'page':
			return peek ?? page;
		case 'block':
			return block ?? peek ?? page;
		case 'pageOrDatabase':
			return peek ?? (hasView ? page : (block ?? page));
		case 'database':
			// The link to an inline database is that of a block. With a view or a peek, the path is
			// the database, and the anchor is something in it.
			return hasView || peek !== undefined ? page : (block ?? page);
	}
}

// How Notion’s AI tools name a view.
const VIEW = /^view:\/\//i;

/** The ID of a view, by itself or in the URL of its database; undefined if there is none. */
export function parseViewId(input: string): string | undefined {
	return asId(unwrapped(input).replace(VIEW, '')) ?? asId(viewInUrl(input) ?? '');
}

/**
 * What the URL of a database names as the view to show (`?v=<view>`): an ID if there is any, otherwise
 * whatever it is.
 */
export function viewInUrl(input: string): string | undefined {
	const url = asUrl(unwrapped(input));
	const values = url ? valuesIn(url, 'v').filter(Boolean) : [];
	return idAmong(values) ?? values[0];
}

// Parts of the web app whose addresses end in the ID or token of something else.
const NO_CONTENT =
	/^\/(?:profile|settings|my-integrations|invite|marketplace|templates|icons|images)\//;

function idOfPath(url: URL): string | undefined {
	const onNotion = APP_HOSTS.test(url.hostname);
	if (onNotion && NO_CONTENT.test(url.pathname)) return undefined;
	const segment = decoded(lastSegment(url.pathname)).trim();
	return idAtEnd(segment.replace(QUERY, ''), onNotion) ?? idAtEnd(segment, onNotion);
}

/** One whose first sign is encoded, or an `&`. */
const QUERY = /[?&;#]\w{1,20}=.*$/s;

function idAtEnd(segment: string, onNotion: boolean): string | undefined {
	const dashed = asId(segment.slice(-36));
	const plain = asId(segment.slice(-32));
	const id = dashed ?? plain;
	// Elsewhere, a longer run of digits is a commit, token or checksum; at Notion, a slug may end like that.
	const before = segment.at(dashed === undefined ? -33 : -37) ?? '';
	return onNotion || !/[0-9a-f]/i.test(before) ? id : undefined;
}

function lastSegment(path: string): string {
	let end = path.length;
	while (end > 0 && path.charAt(end - 1) === '/') end--;
	return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

function idAmong(values: readonly string[]): string | undefined {
	for (const value of values) {
		const id = asId(value);
		if (id !== undefined) return id;
	}
	return undefined;
}

/** `#<id>`, `#block-<id>`; a query may have ended up after it. */
function idOfFragment(url: URL): string | undefined {
	const fragment = decodeLoosely(url.hash.slice(1, 200));
	return asId(/^(?:block-)?([0-9a-f-]{32,36})(?:[?&]|$)/i.exec(fragment)?.[1] ?? '');
}

function asId(text: string): string | undefined {
	if (!PLAIN.test(text) && !DASHED.test(text)) return undefined;
	const digits = text.replaceAll('-', '').toLowerCase();
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
