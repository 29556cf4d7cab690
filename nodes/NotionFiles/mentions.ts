/**
 * Names things in Notion within sentences. People see the words, and where n8n shows HTML, the words are a
 * link: an ID alone says nothing to anybody. Everything below the interface handles such sentences as plain
 * strings, in which invisible characters enclose the words.
 */

/** Unicode's own characters for annotations: “anchor”, “separator”, “terminator”. */
const [ANCHOR, SEPARATOR, TERMINATOR] = ['\uFFF9', '\uFFFA', '\uFFFB'];

const MENTION =
	/\uFFF9([0-9a-f]{32}(?:#[0-9a-f]{32})?)\uFFFA([^\uFFF9-\uFFFB]*)(?:\uFFFB|(?=\uFFF9)|$)/g;

/** What remains of one that was cut off, or that somebody wrote into Notion. */
const FRAGMENT = /\uFFF9[0-9a-f#]{0,65}\uFFFA?|[\uFFF9-\uFFFB]/g;

/**
 * Words that stand for something in Notion.
 * @param id of the page, block or database; without a known ID there are only the words
 * @param blockId of a block on that page
 */
export function mention(words: string, id: string, blockId?: string): string {
	const target = digits(id);
	if (target === undefined) return withoutMarks(words);
	const block = blockId === undefined ? undefined : digits(blockId);
	const to = block === undefined || block === target ? target : `${target}#${block}`;
	return `${ANCHOR}${to}${SEPARATOR}${withoutMarks(words)}${TERMINATOR}`;
}

/** The sentence as people read it where nothing can be a link. */
export function inPlainWords(sentence: string): string {
	return rendered(sentence, (words) => words);
}

/** The same with the addresses, for logs. */
export function withAddresses(sentence: string): string {
	return rendered(sentence, (words, address) => `${words} (${address})`);
}

/** As HTML: the only markup in it are the links that we make ourselves of IDs. */
export function asHtml(sentence: string): string {
	return rendered(escaped(sentence), link);
}

/** @param words are HTML already */
export function link(words: string, address: string): string {
	return `<a href="${address}" target="_blank">${words}</a>`;
}

/** Where the first thing that a sentence names is in Notion. */
export function firstAddress(sentence: string): string | undefined {
	const [found] = sentence.matchAll(MENTION);
	return found && addressOf(found[1] ?? '');
}

/**
 * Text for a place that n8n renders as HTML (hints, the description of an error): anyone who can edit a
 * page chooses the names of pages and files, and these must not become links or pictures in the editor.
 */
export function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text from outside, which must not pass for a mention. */
export function withoutMarks(text: string): string {
	return text.replace(/[\uFFF9-\uFFFB]/g, '');
}

function rendered(sentence: string, show: (words: string, address: string) => string): string {
	return sentence
		.replace(MENTION, (_, to: string, words: string) => show(words, addressOf(to)))
		.replace(FRAGMENT, '');
}

/** @param to digits only */
function addressOf(to: string): string {
	return `https://www.notion.so/${to}`;
}

function digits(id: string): string | undefined {
	const found = id.replaceAll('-', '').toLowerCase();
	return /^[0-9a-f]{32}$/.test(found) ? found : undefined;
}
