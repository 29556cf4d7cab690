import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { chooseProperty } from '../../../nodes/NotionFiles/locate/chooseProperty';
import type { FilesProperty } from '../../../nodes/NotionFiles/locate/pageFiles';
import { PAGE, pageJson } from './samples';

const page = pageJson('p', {
	properties: {
		Name: { id: 'title', type: 'title', title: [] },
		Docs: { id: '%3AzOQ', type: 'files', files: [] },
		docs: { id: 'low', type: 'files', files: [] },
		'Reçus ': { id: '100%', type: 'files', files: [] },
		low: { id: 'other', type: 'files', files: [] },
		Twin: { id: 'twin', type: 'files', files: [] },
		'All docs': { id: 'r', type: 'rollup', rollup: { type: 'array', array: [{ type: 'files' }] } },
		Empty: { id: 'e', type: 'rollup', rollup: { type: 'array', array: [] } },
		Sum: { id: 's', type: 'rollup', rollup: { type: 'number', number: 1 } },
		Dates: { id: 'd', type: 'rollup', rollup: { type: 'array', array: [{ type: 'date' }] } },
		Site: { id: 'u', type: 'url', url: 'https://example.com' },
		Strange: 7,
	},
});

/** Which rollups may be missing from Notion's answer (docs/notion-api.md#capabilities). */
const UNSHARED =
	'Notion does not return rollups of databases that are not shared with your connection.';

const choose = (wanted: string): FilesProperty => chooseProperty(wanted, page, PAGE);

function refusalOf(wanted: string): NotionFilesError {
	try {
		choose(wanted);
	} catch (thrown) {
		if (thrown instanceof NotionFilesError) return thrown;
	}
	throw new Error(`“${wanted}” was not refused`);
}

test.each([
	['by its name', 'Docs', 'Docs'],
	['by its name, exactly as written before any other', 'docs', 'docs'],
	['by its name, in whatever case', 'TWIN', 'Twin'],
	['by its name, blanks or not', 'Reçus', 'Reçus '],
	['by its name, however its accents are stored', 'Rec\u0327us', 'Reçus '],
	['by its ID as Notion gives it', '%3AzOQ', 'Docs'],
	['by its ID, decoded', ':zOQ', 'Docs'],
	['by an ID that cannot be decoded', '100%', 'Reçus '],
	['by its name rather than by the ID of another', 'low', 'low'],
	['that is a rollup of files', 'All docs', 'All docs'],
])('a property is chosen %s', (_, wanted, expected) => {
	expect(choose(wanted).name).toBe(expected);
});

test('an empty rollup has no files, and nothing is wrong with it', () => {
	expect(choose('Empty')).toMatchObject({ kind: 'files', name: 'Empty', files: [] });
});

test.each(['Nothing', '', '__proto__', 'constructor', 'toString'])(
	'there is no property “%s”, and the available ones are named',
	(wanted) => {
		const error = refusalOf(wanted);
		expect(error.code).toBe('propertyNotFound');
		expect(error.message).toBe(`The page “Handbook” has no property “${wanted}”`);
		expect(error.remedy).toBe(
			`Its properties that can hold files: “Docs”, “docs”, “Reçus ”, “low”, “Twin”, “All docs”. ${UNSHARED}`,
		);
	},
);

test.each([
	['Site', 'url'],
	['Name', 'title'],
	['Sum', 'rollup of number'],
	['Dates', 'rollup of date'],
	['Strange', 'unknown'],
])('the property “%s” is refused as one of type “%s”', (wanted, type) => {
	const error = refusalOf(wanted);
	expect(error.code).toBe('propertyOfAnotherType');
	expect(error.message).toContain(`is of type “${type}” and cannot hold files`);
	expect(error.remedy).toContain('“All docs”');
});

test('a page without properties that can hold files says so', () => {
	const bare = { id: 'p', properties: { Name: { type: 'title' } } };
	expect(() => chooseProperty('Docs', bare, PAGE)).toThrow(
		expect.objectContaining({
			remedy: `This page has no properties that can hold files. ${UNSHARED}`,
		}),
	);
});
