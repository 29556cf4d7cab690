import { NotionFilesError } from '../../nodes/NotionFiles/errors';
import {
	asHtml,
	firstAddress,
	inPlainWords,
	mention,
	withAddresses,
} from '../../nodes/NotionFiles/mentions';
import { outward, shortName } from '../../nodes/NotionFiles/outward';

const ID = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
const DIGITS = ID.replaceAll('-', '');
const BLOCK = '9bc6c6e0-1f2d-4a7b-8c3e-5d6f7a8b9c0d';
const ADDRESS = `https://www.notion.so/${DIGITS}`;
const SENTENCE = `Skipped ${mention('page “A & B”', ID)}, not ${mention('a block', ID, BLOCK)}`;

test('a mention is words, and a link where there can be one', () => {
	expect(inPlainWords(SENTENCE)).toBe('Skipped page “A & B”, not a block');
	expect(asHtml(SENTENCE)).toBe(
		`Skipped <a href="${ADDRESS}" target="_blank">page “A &amp; B”</a>, not <a href="${ADDRESS}#${BLOCK.replaceAll('-', '')}" target="_blank">a block</a>`,
	);
	expect(withAddresses(mention('the page', ID))).toBe(`the page (${ADDRESS})`);
	expect(firstAddress(SENTENCE)).toBe(ADDRESS);
});

test.each(['', 'p', `${ID}"><img src=x>`, 'x'.repeat(32)])('no link is made of “%s”', (id) => {
	expect(asHtml(mention('the page', id))).toBe('the page');
});

test('what people write in Notion becomes no markup, and no link', () => {
	const title = `<a href="https://evil.example">x</a>\uFFF9${DIGITS}\uFFFAclick\uFFFB`;
	const html = asHtml(`Skipped ${mention(`“${shortName(title)}”`, ID)}: “${shortName(title)}”`);
	expect(html.match(/<[^>]*>/g)).toEqual([`<a href="${ADDRESS}" target="_blank">`, '</a>']);
});

test('a mention that is cut off shows nothing but its words', () => {
	const [start, end] = [SENTENCE.indexOf('\uFFF9'), SENTENCE.indexOf('\uFFFB')];
	for (let most = start + 1; most <= end + 1; most++) {
		const html = asHtml(outward(SENTENCE, most));
		expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[0-9a-f]{6}|[\uFFF9-\uFFFB]/);
	}
});

test('an error says in words what it is about, and where that is', () => {
	const error = new NotionFilesError({
		code: 'notShared',
		message: `Notion cannot find ${mention('the page', ID)}`,
		notionMessage: `Could not find \uFFF9${DIGITS}\uFFFA<b>\uFFFB`,
	}).about('“a.pdf”');
	expect(error.message).toBe('“a.pdf”: Notion cannot find the page');
	expect(error.address).toBe(ADDRESS);
	expect(error.description).not.toMatch(/[\uFFF9-\uFFFB]/);
});
