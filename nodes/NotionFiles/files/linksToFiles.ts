import { isWebPlayer, nameFromUrl, parseUrl } from './links';
import { isKnownExtension } from './types/extensions';

// The end of a page's address rather than of a file's: web pages, the scripts that make them, and what sites
// show as pages (README.md, Node.js).
const PAGES: ReadonlySet<string> = new Set(
	`html htm xhtml xht shtml mhtml php php3 php4 php5 phtml asp aspx jsp jspx cfm cgi pl
	md markdown js mjs cjs jsx ts tsx vue css scss less py rb go rs java c h cpp cs sh swift lua
	url webloc`.split(/\s+/),
);

/** Whether a link leads to a file rather than to a page, as far as its extension tells. */
export function leadsToFile(url: string): boolean {
	if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '') || isWebPlayer(url)) return false;
	const extension = /[^.]\.([a-z0-9]{1,10})$/i.exec(nameFromUrl(url)?.slice(-12) ?? '')?.[1] ?? '';
	return isKnownExtension(extension) && !PAGES.has(extension.toLowerCase());
}
