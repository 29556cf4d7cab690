import fc from 'fast-check';
import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import {
	blockLocator,
	databaseLocator,
	pageLocator,
} from '../../../nodes/NotionFiles/parameters/locators';
import { readAs, refusal } from './context';

const PLAIN = '4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d';
const ID = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
const BLOCK = '9bc6c6e0-b4a3-4f1c-8d7e-6f5a4b3c2d1e';
const ANCHOR = BLOCK.replaceAll('-', '');

const page = pageLocator([]);
const block = blockLocator([]);
const database = databaseLocator([]);

describe('a page', () => {
	test.each<[string, unknown]>([
		['chosen from the list', { __rl: true, mode: 'list', value: ID, cachedResultName: 'Handbook' }],
		['a URL', { mode: 'url', value: `https://www.notion.so/acme/Handbook-${PLAIN}?pvs=4` }],
		['an ID', { mode: 'id', value: PLAIN }],
		['a URL in place of an ID', { mode: 'id', value: `https://www.notion.so/${PLAIN}` }],
		['an expression in place of the whole locator', PLAIN],
		['a page that an expression returns', { id: PLAIN, object: 'page' }],
		['the same inside the locator', { __rl: true, mode: 'id', value: { id: PLAIN } }],
		['an ID with space around it', { mode: 'id', value: ` ${ID}\n` }],
		['an ID in capitals', { mode: 'id', value: PLAIN.toUpperCase() }],
	])('is read from %s', (_, value) => {
		expect(readAs(page, value)).toBe(ID);
	});

	test.each([undefined, null, '', '  ', {}, { value: '' }, { value: null }, [], 7, true])(
		'is missing in %j',
		(value) => {
			expect(refusal(() => readAs(page, value))).toMatchObject({
				code: 'invalidParameter',
				message: '“Page” is empty',
			});
		},
	);

	test.each(['Handbook', 'https://example.com', '4c1f32a5', { value: 7 }, { value: {} }])(
		'is not %j',
		(value) => {
			const error = refusal(() => readAs(page, value));
			expect(error.code).toBe('invalidId');
			expect(error.message).toMatch(/^“.+” is not the URL or ID of a Notion page$/);
		},
	);

	test('is not repeated at length in the error', () => {
		const error = refusal(() => readAs(page, 'x'.repeat(100_000)));
		expect(error.message.length).toBeLessThan(250);
	});

	test.each(['ntn_123456', 'secret_123456'])('is not shown where it is a token: %s', (token) => {
		const { message } = refusal(() => readAs(page, token));
		expect(message).toBe('A token is not the URL or ID of a Notion page');
	});
});

test('a URL that names several things is read for the one that is wanted', () => {
	const url = `https://www.notion.so/Handbook-${PLAIN}#${ANCHOR}`;
	expect(readAs(page, url)).toBe(ID);
	expect(readAs(block, url)).toBe(BLOCK);
	expect(readAs(database, `https://www.notion.so/${PLAIN}?v=${ANCHOR}`)).toBe(ID);
});

test('whatever an expression returns, it is read or refused in our own words', () => {
	const nasty = fc.constantFrom(undefined, PLAIN, { toString: 7 }, { toJSON: 7 });
	const scalar = fc.oneof(fc.jsonValue(), fc.double(), nasty);
	const value = fc.oneof(scalar, fc.array(scalar), fc.record({ value: scalar, id: scalar }));
	fc.assert(
		fc.property(value, (given) => {
			try {
				expect(readAs(page, given)).toBeDefined();
			} catch (thrown) {
				expect(thrown).toBeInstanceOf(NotionFilesError);
			}
		}),
	);
});
