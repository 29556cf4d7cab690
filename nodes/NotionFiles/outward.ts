/**
 * What text becomes on its way out, into an error, a hint or a log. Every such text passes here, whoever
 * wrote it: a gateway may quote the token back, and a page may be titled with a megabyte.
 */

/** Longer than any sentence of ours; a screen of n8n's editor holds about as much. */
const MOST_CHARACTERS = 2_000;

/** Behind the cut, so that a secret that begins before it is seen whole; more where one is longer. */
const LOOK_AHEAD = 8_192;

/** What is read no further may end within a secret, so its end is never shown, however much was masked. */
const LEAST_HIDDEN_END = 256;

const MASK = '•••';

/** Shorter ones would be found in ordinary words. */
const SHORTEST_SECRET = 8;

/** Tokens come and go, with OAuth by the hour; those in use are never among the oldest of so many. */
const MOST_SECRETS = 1_000;

const secrets = new Set<string>();

/** From now on this text is masked wherever it would go out. Whatever is no text is no secret. */
export function keepSecret(secret: unknown): void {
	if (typeof secret !== 'string' || secret.length < SHORTEST_SECRET) return;
	// Set anew, so that it is the youngest.
	secrets.delete(secret);
	secrets.add(secret);
	const [oldest] = secrets;
	if (secrets.size > MOST_SECRETS && oldest !== undefined) secrets.delete(oldest);
}

const PATTERNS: ReadonlyArray<readonly [RegExp, string]> = [
	// Notion's tokens (docs: “Authorization”; nrt refreshes), whole or with an end cut off.
	[/\b(ntn|nrt|secret)_[A-Za-z0-9]{6,}/g, `$1_${MASK}`],
	[/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{10,}/gi, `$1$2${MASK}`],
	// A signed link gives access for an hour; S3 quotes it back where it refuses one.
	[/(X-Amz-(?:Signature|Security-Token|Credential)(?:=|%3D))[^\s&"'<>]+/gi, `$1${MASK}`],
	// The user and the password in a URL.
	[/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/"'<>]+@/gi, `$1${MASK}@`],
];

/** @param most characters; what is longer ends in an ellipsis */
export function outward(text: string, most = MOST_CHARACTERS): string {
	// The longest first: one may begin with another.
	const all = [...secrets].sort((one, other) => other.length - one.length);
	const longest = Math.max(LEAST_HIDDEN_END, all[0]?.length ?? 0);
	const read = most + Math.max(LOOK_AHEAD, longest);
	let safe = text.slice(0, read);
	for (const secret of all) safe = safe.replaceAll(secret, MASK);
	for (const [pattern, masked] of PATTERNS) safe = safe.replace(pattern, masked);
	const isCut = text.length > read;
	if (isCut) safe = safe.slice(0, Math.max(0, safe.length - longest));
	return isCut || safe.length > most ? `${safe.slice(0, most - 1)}…` : safe;
}

/**
 * A sentence that n8n shows as HTML (the toast of a failed execution) although it is none: names of pages
 * and files come from whoever may edit a page, and are not to become links over the editor. Escaped, they
 * would read wrong where n8n shows plain text, so they lose the two signs that make markup.
 */
export function withoutMarkup(text: string): string {
	return text.replaceAll('<', '‹').replaceAll('>', '›');
}

/** A name or title as part of a sentence: enough to recognise it by. */
export function shortName(name: string): string {
	return name.length > 120 ? `${name.slice(0, 119)}…` : name;
}
