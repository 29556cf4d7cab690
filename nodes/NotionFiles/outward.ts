import { withoutMarks } from './mentions';

/**
 * Makes text safe on its way out, into an error, a hint or a log. All of it passes through here,
 * whoever wrote it: a gateway may quote the token back, and the title of a page may be a megabyte long.
 */

/** Longer than any sentence of ours; a screen of n8n's editor holds about as much. */
const MOST_CHARACTERS = 2_000;

/** Past the cut, so that a secret that begins before it is seen whole; more if a secret is longer. */
const LOOK_AHEAD = 8_192;

/**
 * Text that is not read to its end may stop inside a secret, so its last characters are never shown,
 * however much was masked.
 */
const LEAST_HIDDEN_END = 256;

const MASK = '•••';

/** Shorter ones would match ordinary words. */
const SHORTEST_SECRET = 8;

/** Tokens come and go, with OAuth by the hour; those in use are never among the oldest of so many. */
const MOST_SECRETS = 1_000;

/**
 * Half a character, left by a cut: PostgreSQL, for example, refuses JSON with one. And all that a terminal
 * takes for a command, since logs end there.
 */
const NO_TEXT = /[\p{Cs}\0-\x08\x0b-\x1f\x7f-\x9f]/gu;

const secrets = new Set<string>();

/** From now on, masks this text wherever it would go out. Anything that is not text is not a secret. */
export function keepSecret(secret: unknown): void {
	if (typeof secret !== 'string' || secret.length < SHORTEST_SECRET) return;
	// Deleted first, so that it becomes the youngest.
	secrets.delete(secret);
	secrets.add(secret);
	const [oldest] = secrets;
	if (secrets.size > MOST_SECRETS && oldest !== undefined) secrets.delete(oldest);
}

const PATTERNS: ReadonlyArray<readonly [RegExp, string]> = [
	// Notion's tokens (docs: “Authorization”; nrt refreshes), whole or with an end cut off.
	[/\b(ntn|nrt|secret)_[A-Za-z0-9]{6,}/g, `$1_${MASK}`],
	[/\b(Bearer|Basic)(\s+)[A-Za-z0-9._~+/=-]{10,}/gi, `$1$2${MASK}`],
	// A signed link gives access for an hour; S3 quotes it back when it refuses one.
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
	let safe = text.slice(0, read).replace(NO_TEXT, '');
	for (const secret of all) safe = safe.replaceAll(secret, MASK);
	for (const [pattern, masked] of PATTERNS) safe = safe.replace(pattern, masked);
	const isCut = text.length > read;
	if (isCut) safe = safe.slice(0, Math.max(0, safe.length - longest));
	const whole = isCut || safe.length > most ? `${safe.slice(0, most - 1)}…` : safe;
	return whole.replace(NO_TEXT, '');
}

/**
 * A sentence that n8n shows as HTML although it is not (the toast of a failed execution): anyone who
 * can edit a page chooses the names of pages and files, and these must not become links in the editor.
 * Escaped, they would look wrong where n8n shows plain text, so the two characters that make markup are
 * replaced.
 */
export function withoutMarkup(text: string): string {
	return text.replaceAll('<', '‹').replaceAll('>', '›');
}

const LINE_BREAK = /[\t-\r\x85\u2028\u2029]/g;

/** They reverse what follows, also beyond the name. */
const REVERSING = /\p{Bidi_Control}/gu;

/** A name or title as part of a sentence: enough to recognize it, on the same line. */
export function shortName(name: string, most = 120): string {
	const short = name.length > most ? `${name.slice(0, most - 1)}…` : name;
	const onOneLine = short.replace(LINE_BREAK, ' ').replace(REVERSING, '');
	return withoutMarks(onOneLine.replace(NO_TEXT, ''));
}

/**
 * Takes what a run does about faults: attempts, waits, renewed links, parts. It goes to n8n's log at the
 * level “debug”, without secrets, so that a report of a fault can say more than its last error.
 *
 * @param what one line
 */
export type Log = (what: string) => void;
