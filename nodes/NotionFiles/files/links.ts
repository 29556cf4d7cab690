import { shortName } from '../outward';
import { isKnownExtension, isScriptExtension, typeOfExtension } from './types/extensions';

/** `new URL`, but with undefined instead of an exception. */
export function parseUrl(text: string): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	try {
		return new URL(text);
	} catch {
		// With links of hundreds of kB, Node 24 was seen to call them valid and then refuse them.
		return undefined;
	}
}

const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** When a signed link expires, as ISO time; undefined if the link does not say (docs/notion-api.md#signed-links). */
export function signedUrlExpiry(url: string): string | undefined {
	const parsed = parseWebUrl(url);
	if (parsed === undefined) return undefined;
	const date = parameter(parsed, 'x-amz-date') ?? '';
	const seconds = parameter(parsed, 'x-amz-expires') ?? '';
	if (!AMZ_DATE.test(date) || !/^\d{1,9}$/.test(seconds)) return undefined;
	const signed = Date.parse(date.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
	if (Number.isNaN(signed)) return undefined;
	return new Date(signed + Number(seconds) * 1000).toISOString();
}

// `www.example.org`, `cdn.example.org/a.png`, `example.org:8080/a.png`: a domain, and a path if nothing else
// distinguishes it from a file's name.
const WITHOUT_SCHEME =
	/^(?:www\.[^\s/?#@:]{1,250}|[^\s/?#@:.]{1,63}\.[^\s/?#@:]{2,250}(?=[/:]))(?::\d{1,5})?(?:[/?#]|$)/i;

/**
 * A link as a browser reads it: without a scheme (`www.example.org/a.png`, `//cdn.example.org/a.png`), it means
 * https. Any other text stays as it is.
 */
export function asWebAddress(link: string): string {
	const address = link.startsWith('//') ? `https:${link}` : `https://${link}`;
	if (!link.startsWith('//') && !WITHOUT_SCHEME.test(link)) return link;
	return URL.canParse(address) ? address : link;
}

// What servers add to the name: the session of browsers without cookies, a version.
const PARAMETERS = /(?:;[a-z_][\w.-]{0,40}=[^/;]*)+$/i;

/**
 * The last segment of the URL's path without parameters, decoded; undefined if it is empty or the URL has no path
 * (`data:`, `mailto:`). May contain anything: make it safe before use.
 */
export function nameFromUrl(url: string): string | undefined {
	const path = parseUrl(url.trim())?.pathname ?? '';
	if (!path.startsWith('/')) return undefined;
	const segment = path.slice(path.lastIndexOf('/') + 1);
	// Anything longer is not a name, and would take time quadratic in its length.
	const name = segment.length > 2_000 ? segment : segment.replace(PARAMETERS, '');
	return decodeLoosely(name) || undefined;
}

// Well-formed UTF-8 sequences of one to four bytes; overlong ones are left to the decoder.
const ESCAPED_CHARACTER =
	/%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-4](?:%[89ab][0-9a-f]){3}/gi;

/** Percent-decoding that leaves anything but UTF-8 as it is: `100%.pdf`, `%E9`. */
export function decodeLoosely(text: string): string {
	return text.replace(ESCAPED_CHARACTER, (escaped) => {
		try {
			return decodeURIComponent(escaped);
		} catch {
			return escaped;
		}
	});
}

// Sites whose pages play a video or song and are never the file itself.
const PLAYERS =
	/(?:^|\.)(?:youtube\.com|youtu\.be|youtube-nocookie\.com|vimeo\.com|loom\.com|dailymotion\.com|dai\.ly|twitch\.tv|tiktok\.com|wistia\.(?:com|net)|wi\.st|vidyard\.com|bilibili\.com|b23\.tv|rumble\.com|streamable\.com|fb\.watch|spotify\.com|soundcloud\.com)\.?$/;

/**
 * Whether a link is known to lead to a player's web page and never to a file, unless its path ends
 * with the extension of one (`player.vimeo.com/external/1.hd.mp4`, `img.youtube.com/vi/x/0.jpg`).
 */
export function isWebPlayer(url: string): boolean {
	const parsed = parseWebUrl(url);
	if (parsed === undefined || !PLAYERS.test(parsed.hostname)) return false;
	const extension = /\.([a-z0-9]{1,5})$/i.exec(parsed.pathname.slice(-8))?.[1] ?? '';
	// Wistia's video files have the extension bin.
	return !/^(?:image|video|audio)\/|octet-stream$/.test(typeOfExtension(extension) ?? '');
}

const NATIVE_ICON =
	/^\/icons\/[^/]+_(?:gray|lightgray|brown|yellow|orange|green|blue|purple|pink|red)\.svg$/;

/**
 * Whether this is one of Notion's own icons in their old form, a link, and so not a user's file
 * (docs/notion-api.md#icons).
 */
export function isNativeIconUrl(url: string): boolean {
	const parsed = parseWebUrl(url);
	if (parsed === undefined || !NATIVE_ICON.test(parsed.pathname)) return false;
	return /^(?:(?:www|app)\.)?notion\.(?:so|com)$/.test(parsed.hostname);
}

/**
 * A link fit for error messages and logs: where it leads and the name of the file, without query,
 * fragment and credentials, which may give access to anyone who reads them.
 */
export function redactUrl(url: string): string {
	const text = url.trim();
	if (/^data:/i.test(text)) {
		const type = /^data:([a-z]{1,20}\/[a-z0-9.+-]{1,100})[;,]/i.exec(text)?.[1] ?? '';
		return `data:${type.toLowerCase()},…`;
	}
	const parsed = parseUrl(text);
	if (parsed === undefined) return '(unreadable link)';
	if (!parsed.pathname.startsWith('/')) return `${parsed.protocol}…`;
	const { protocol, host, pathname } = parsed;
	const cut = pathname.lastIndexOf('/');
	return `${protocol}//${host}${cut > 0 ? '/…/' : '/'}${shortened(pathname.slice(cut + 1))}`;
}

/** Any text in place of a link, fit for error messages: short, and without what may give access. */
export function shownLink(link: string): string {
	const text = link.trim();
	if (/^(?:https?|data):/i.test(text) && parseUrl(text) !== undefined) return redactUrl(text);
	const [address = ''] = text.slice(0, 1_000).split(/[?#]/);
	const at = address.lastIndexOf('@');
	return `“${shortName(at < 0 ? address : `…${address.slice(at)}`)}”`;
}

function shortened(segment: string): string {
	return segment.length > 100 ? `${segment.slice(0, 100)}…` : segment;
}

function parseWebUrl(url: string): URL | undefined {
	const parsed = parseUrl(url);
	return parsed !== undefined && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
}

function parameter(url: URL, lowerCaseName: string): string | undefined {
	for (const [name, value] of url.searchParams) {
		if (name.toLowerCase() === lowerCaseName && value !== '') return value;
	}
	return undefined;
}

const FILE_HOSTS = /(?:^|\.)(?:file\.notion\.(?:so|com)|notionusercontent\.com)$/;
/** The hosts of Notion's web app. */
export const APP_HOSTS = /^(?:(?:www|app)\.)?notion\.(?:so|com)$|\.notion\.site$/;

/**
 * Whether this is a file's address within Notion's web app or its AI tools, which works nowhere else:
 * somebody copied it from the browser (docs/notion-api.md#hosts-of-files). The API never returns these links.
 */
export function isWebAppFileLink(url: string): boolean {
	const text = url.trim();
	if (/^(?:attachment:|file:\/\/)/i.test(text)) return true;
	const parsed = parseUrl(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
	if (parsed === undefined) return false;
	const { hostname, pathname } = parsed;
	return (
		FILE_HOSTS.test(hostname) ||
		(APP_HOSTS.test(hostname) && /^\/(?:image|signed)\//.test(pathname))
	);
}

// These end the address of a page rather than of a file: web pages, and sources that sites show as pages
// (README.md, Node.js).
const PAGES: ReadonlySet<string> = new Set(
	`html htm xhtml xht shtml mhtml wml pl
	md markdown rst adoc js mjs cjs jsx ts tsx vue svelte astro coffee css scss less py rb go rs java c h cc
	cpp hpp cs sh bat swift lua kt kts zig hs ex exs erl clj dart pas r t m proto graphql lock
	url webloc`.split(/\s+/),
);

/** Whether a link leads to a file rather than to a page, judging by its extension. */
export function leadsToFile(url: string): boolean {
	if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '') || isWebPlayer(url)) return false;
	const extension = /[^.]\.([a-z0-9]{1,10})$/i.exec(nameFromUrl(url)?.slice(-12) ?? '')?.[1] ?? '';
	if (isScriptExtension(extension) || PAGES.has(extension.toLowerCase())) return false;
	return isKnownExtension(extension);
}
