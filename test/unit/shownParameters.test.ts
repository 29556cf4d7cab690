import { NodeHelpers, type INodeParameters, type INodeTypeDescription } from 'n8n-workflow';
import { NotionFiles } from '../../nodes/NotionFiles/NotionFiles.node';

const { description } = new NotionFiles();

/** As n8n calls the node that it makes for agents. */
const asTool: INodeTypeDescription = { ...description, name: `${description.name}Tool` };

test.each([
	['a tool', asTool, { output: 'files' }, true],
	['a tool that returns links', asTool, { output: 'links' }, false],
	['a node of a workflow', description, { output: 'files' }, false],
])('%s: advice to return only links is shown: %s', (_, type, values, isShown) => {
	const notice = type.properties.find(({ name }) => name === 'toolNotice');
	const node = { typeVersion: 1.2 };
	expect(notice).toBeDefined();
	expect(notice && NodeHelpers.displayParameter(values, notice, node, type)).toBe(isShown);
});

test('a description of an option fits into the two lines that n8n shows of it', () => {
	const texts = description.properties
		.flatMap(({ options = [] }) => options)
		.flatMap((option) => [option, ...('options' in option ? (option.options ?? []) : [])])
		.flatMap((option) => ('value' in option ? (option.description ?? []) : []));
	expect(texts.length).toBeGreaterThan(20);
	expect(texts.filter((text) => text.length > 110)).toEqual([]);
});

test.each([
	[1, {}, ['dataSource', 'filter']],
	[1.1, { onlyNewFiles: true }, ['dataSource', 'filter', 'onlyNewNotice']],
	[1.2, { rowFilter: 'none' }, ['rowFilter']],
	[1.2, { rowFilter: 'json' }, ['filter', 'rowFilter']],
])(
	'a node of version %d with %j shows a filter only where there is one: %j',
	(version, more, names) => {
		const values = { operation: 'getDatabaseFiles', onlyNewFiles: false, ...more };
		const asked = new Set(['dataSource', 'filter', 'rowFilter', 'onlyNewNotice']);
		const shown = description.properties.filter(
			(property) =>
				asked.has(property.name) &&
				property.type !== 'hidden' &&
				NodeHelpers.displayParameter(values, property, { typeVersion: version }, description),
		);
		expect(shown.map(({ name }) => name).sort()).toEqual(names);
	},
);

test('a filter that is chosen begins as valid JSON, also in a node that had none', () => {
	const filterOf = (values: INodeParameters): unknown => {
		const node = { typeVersion: 1.2 };
		const all = { operation: 'getDatabaseFiles', ...values };
		return NodeHelpers.getNodeParameters(
			description.properties,
			all,
			true,
			false,
			node,
			description,
		)?.filter;
	};
	const before = filterOf({ rowFilter: 'none' }) as string;
	expect(filterOf({ rowFilter: 'json', filter: before })).toBe('{}');
});
