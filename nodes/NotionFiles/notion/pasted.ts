import { decodeLoosely, parseUrl } from '../files/links';

const OPENING = /[\s"'`<“”„‘’«([{*_]/;
const CLOSING = /[\s\p{P}`>]/u;

/** What breaks long words, and nobody sees. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/**
 * What a user pasted, without the white space, quotes, brackets and full stops that are often copied along, and
 * without what a chat, a mail or a page of HTML has done to a link.
 */
export function unwrapped(input: string): string {
	const text = withoutEntities(linkOfMarkdown(linkOfChat(input.replace(INVISIBLE, ''))));
	let [start, end] = [0, text.length];
	while (start < end && OPENING.test(text.charAt(start))) start++;
	while (start < end && CLOSING.test(text.charAt(end - 1))) end--;
	const link = text.slice(start, end);
	return /^(?:https?|notion)%(?:25)*3a/i.test(link) ? decoded(link) : link;
}

/** `<https://…|Team handbook>`, as Slack has it. */
function linkOfChat(text: string): string {
	return /^\s*<([^\s<>|]+)\|[^<>]*>\s*$/.exec(text)?.[1] ?? text;
}

/** `[Team handbook](https://…)` means its link, which may be followed by a title. */
function linkOfMarkdown(input: string): string {
	const text = input.trim();
	const middle = text.lastIndexOf('](');
	if (middle < 0 || !/^[*_!]{0,4}\[/.test(text)) return input;
	return /^[^\s)]*/.exec(text.slice(middle + 2).trimStart())?.[0] ?? '';
}

/** The signs between the parts of a URL, as HTML writes them. */
const ENTITIES: ReadonlyArray<readonly [RegExp, string]> = [
	[/&(?:(?:amp|#0*38|#x0*26);)+/gi, '&'],
	[/&(?:quest|#0*63|#x0*3f);/gi, '?'],
	[/&(?:equals|#0*61|#x0*3d);/gi, '='],
	[/&(?:num|#0*35|#x0*23);/gi, '#'],
];

function withoutEntities(text: string): string {
	if (!text.includes('&')) return text;
	return ENTITIES.reduce((before, [entity, sign]) => before.replace(entity, sign), text);
}

/** The URL that a text means: also without a scheme, as a path only, or as an ID with a query. */
export function asUrl(text: string): URL | undefined {
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
	if (scheme !== undefined) {
		if (!['http', 'https', 'notion'].includes(scheme)) return undefined;
		return parseUrl(`https${text.slice(scheme.length)}`);
	}
	if (/^\/[^/]/.test(text) || /^[0-9a-f-]{32,36}[?#&%]/i.test(text)) {
		return parseUrl(`https://www.notion.so/${text.replace(/^\//, '')}`);
	}
	const host = /^[^\s/?#@]{1,253}(?=\/)/.exec(text)?.[0] ?? '';
	return host.includes('.') ? parseUrl(`https://${text}`) : undefined;
}

/** How often programs were seen to encode a URL that was encoded already. */
const MOST_ENCODINGS = 3;

/** Without percent-encoding, also if that was done more than once. */
export function decoded(text: string): string {
	let plain = text;
	for (let n = 0; n < MOST_ENCODINGS && plain.includes('%'); n++) plain = decodeLoosely(plain);
	return plain;
}

/**
 * All values that a URL gives to a name: those in its query, and then those elsewhere. Somebody may have
 * encoded the signs before them, begun a second query, or put the anchor first.
 */
export function valuesIn(url: URL, name: string): string[] {
	const anywhere = decoded(`${url.pathname}${url.search}${url.hash}`)
		.split(/[?&;#\s]+/)
		.filter((part) => part.slice(0, name.length + 1).toLowerCase() === `${name}=`)
		.map((part) => part.slice(name.length + 1));
	return [...url.searchParams.getAll(name), ...anywhere].map((value) => value.trim());
}
