import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { operations } from '../../../nodes/NotionFiles/operations';
import type { FilesOperation } from '../../../nodes/NotionFiles/operations/Operation';
import { pageParameters } from '../../../nodes/NotionFiles/parameters/pageParameters';
import { NotionInMemory } from '../locate/NotionInMemory';
import {
	attachment,
	blockJson,
	comment,
	hosted,
	image,
	pageJson,
	parentJson,
	summary,
} from '../locate/samples';
import { collect } from '../promises';
import { parametersOf } from '../parameters/context';

const ID = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';

function operation(value: string): FilesOperation {
	const found = operations.find(({ option }) => option.value === value);
	if (found?.kind !== 'files') throw new Error(`There is no operation ${value}`);
	return found;
}

async function located(value: string, parameters: Record<string, unknown>, notion = handbook()) {
	const branch = operation(value).locate(parametersOf(parameters), notion);
	return summary(await collect(findingsOf(branch)));
}

const handbook = (): NotionInMemory =>
	new NotionInMemory()
		.put(
			`page ${ID}`,
			pageJson(ID, {
				cover: hosted('cover.png'),
				icon: hosted('icon.png'),
				properties: {
					Docs: { id: 'd', type: 'files', files: [hosted('one.pdf')] },
					More: { id: 'm', type: 'files', files: [hosted('two.pdf')] },
				},
			}),
		)
		.children(ID, image('a.png'))
		.put(`comments ${ID}`, [[comment('c', [attachment('c.png')])]])
		.put('comments block of a.png', [[comment('d', [attachment('d.png')])]])
		.put(`block ${ID}`, parentJson(ID, 'toggle'));

const isShownFor = (value: string) => (property: INodeProperties) =>
	(property.displayOptions?.show?.operation ?? []).includes(value);

/** A parameter of an operation as the editor shows it. */
function parameter(value: string, name: string) {
	const shown = [...operation(value).properties, ...pageParameters].filter(isShownFor(value));
	const found = shown.find((property) => property.name === name);
	if (found === undefined) throw new Error(`${value} has no parameter ${name}`);
	return found;
}

test.each(operations.map((one) => [one.option.value, one] as const))(
	'%s shows its parameters for itself alone, each name once under the same conditions',
	(value, { properties }) => {
		expect(properties.length).toBeGreaterThan(0);
		for (const { displayOptions } of properties) {
			expect(displayOptions?.show?.operation).toEqual([value]);
		}
		const keys = properties.map(({ name, displayOptions }) =>
			JSON.stringify([name, displayOptions?.show]),
		);
		expect(new Set(keys).size).toBe(properties.length);
	},
);

describe('Get Page Files', () => {
	const page = (more: Record<string, unknown> = {}) => ({
		pageId: ID,
		include: parameter('getPageFiles', 'include').default,
		childPages: parameter('getPageFiles', 'childPages').default,
		childDatabases: parameter('getPageFiles', 'childDatabases').default,
		...more,
	});

	test('understands each part that the editor offers', async () => {
		const { options = [] } = parameter('getPageFiles', 'include');
		const parts = (options as INodePropertyOptions[]).map(({ value }) => value);
		const each = await Promise.all(
			parts.map(async (part) => await located('getPageFiles', page({ include: [part] }))),
		);
		expect(each.flat().sort()).toEqual(
			(await located('getPageFiles', page({ include: parts }))).sort(),
		);
		expect(each.flat()).toEqual(expect.arrayContaining(['c.png', 'd.png']));
	});
});

describe('Get Database Files', () => {
	const names = ['view', 'rowFilter', 'filter', 'editedAfter', 'include'];
	const defaults = Object.fromEntries(
		[...names, 'childPages', 'childDatabases'].map((name) => [
			name,
			parameter('getDatabaseFiles', name).default,
		]),
	);
	const database = (more: Record<string, unknown> = {}) => ({
		databaseId: ID,
		...defaults,
		...more,
	});
	const rowsOf = (...ids: string[]) => [
		ids.map((id) => pageJson(id, { cover: hosted(`${id}.png`) })),
	];
	const invoices = (): NotionInMemory =>
		new NotionInMemory()
			.put(`database ${ID}`, { data_sources: [{ id: 's' }, { id: 't', name: 'Paid' }] })
			.put('rows s', rowsOf('1', '2'))
			.put('rows t', rowsOf('3'))
			.children('1', image('in 1.png'))
			.children('2')
			.children('3');

	test('reads whole rows of all data sources by default', async () => {
		const files = await located('getDatabaseFiles', database(), invoices());
		expect(files).toEqual(['1.png', 'in 1.png', '2.png', '3.png']);
	});

	test('reads only the data source that was chosen', async () => {
		const chosen = database({ options: { dataSource: 'Paid' } });
		expect(await located('getDatabaseFiles', chosen, invoices())).toEqual(['3.png']);
		await expect(
			located('getDatabaseFiles', database({ options: { dataSource: '' } })),
		).rejects.toThrow('“Data Source Name or ID” is empty');
	});

	test('asks for rows that match the filter and were edited since then', async () => {
		const notion = invoices();
		const wish = database({
			options: { dataSource: 't' },
			rowFilter: 'json',
			filter: '{"or": [{"property": "A"}, {"and": [{"property": "B"}]}]}',
			editedAfter: '2026-11-22T10:00:30Z',
		});
		await located('getDatabaseFiles', wish, notion);
		const edited =
			'{"timestamp":"last_edited_time","last_edited_time":{"on_or_after":"2026-11-22T10:00:00.000Z"}}';
		expect(notion.reads.at(-1)).toBe(
			`rows t {"or":[{"and":[{"property":"A"},${edited}]},{"and":[{"property":"B"},${edited}]}]}`,
		);
	});
});

describe('Get Block Files', () => {
	const block = () => ({
		blockId: ID,
		blockComments: parameter('getBlockFiles', 'blockComments').default,
		linkedFiles: parameter('getBlockFiles', 'linkedFiles').default,
		childDatabases: parameter('getBlockFiles', 'childDatabases').default,
	});

	test('returns the files that its bookmarks link to if they are wanted', async () => {
		const notion = new NotionInMemory()
			.put(`block ${ID}`, parentJson(ID, 'toggle', {}))
			.children(ID, blockJson('b', 'bookmark', { url: 'https://example.com/a.pdf' }));
		const wish = { ...block(), linkedFiles: true };
		expect(await located('getBlockFiles', wish, notion)).toEqual(['a.pdf']);
		expect(await located('getBlockFiles', block(), notion)).toEqual(['linked: a.pdf']);
	});

	test('says if the block is not shared', async () => {
		const files = await located('getBlockFiles', block(), new NotionInMemory());
		expect(files).toEqual(['failed: notShared']);
	});

	test('does not ask for the page if there are no files', async () => {
		const notion = new NotionInMemory().put(`block ${ID}`, blockJson(ID, 'divider'));
		expect(await located('getBlockFiles', block(), notion)).toEqual([]);
	});
});

test.each([
	['getPageFiles', '“Page” is empty'],
	['getPropertyFiles', '“Page” is empty'],
	['getBlockFiles', '“Block” is empty'],
	['getDatabaseFiles', '“Database” is empty'],
])('%s says which of its parameters is empty', async (value, message) => {
	const nowhere = { mode: 'list', value: '' };
	await expect(
		located(value, { pageId: nowhere, blockId: nowhere, databaseId: nowhere }),
	).rejects.toThrow(message);
});
