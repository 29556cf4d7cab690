import { isWebPlayer, nameFromUrl, parseUrl } from './links';
import { isKnownExtension, isScriptExtension } from './types/extensions';

// The end of a page's address rather than of a file's: web pages, and the sources that sites show as pages
// (README.md, Node.js).
const PAGES: ReadonlySet<string> = new Set(
	`html htm xhtml xht shtml mhtml wml pl
	md markdown rst adoc js mjs cjs jsx ts tsx vue svelte astro coffee css scss less py rb go rs java c h cc
	cpp hpp cs sh bat swift lua kt kts zig hs ex exs erl clj dart pas r t m proto graphql lock
	url webloc`.split(/\s+/),
);

/** Whether a link leads to a file rather than to a page, as far as its extension tells. */
export function leadsToFile(url: string): boolean {
	if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '') || isWebPlayer(url)) return false;
	const extension = /[^.]\.([a-z0-9]{1,10})$/i.exec(nameFromUrl(url)?.slice(-12) ?? '')?.[1] ?? '';
	if (isScriptExtension(extension) || PAGES.has(extension.toLowerCase())) return false;
	return isKnownExtension(extension);
}
