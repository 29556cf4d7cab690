import type { INodeProperties } from 'n8n-workflow';

interface LocatorWords {
	displayName: string;
	name: string;
	description: string;
	searchListMethod: string;
	urlPlaceholder: string;
}

/**
 * A resource locator for something in Notion. It has no `extractValue`: an n8n regular expression
 * cannot tell a peeked page from the database behind it, so all modes go through our own parser.
 */
function locator(words: LocatorWords, operations: string[]): INodeProperties {
	const { displayName, name, description, searchListMethod, urlPlaceholder } = words;
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		displayOptions: { show: { operation: operations } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose…',
				hint: 'Missing? Add your connection in Notion: ••• → Connections',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By URL', name: 'url', type: 'string', placeholder: urlPlaceholder },
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d',
				url: '=https://www.notion.so/{{ $value.replace(/-/g, "") }}',
			},
		],
	};
}

export function pageLocator(operations: string[]): INodeProperties {
	return locator(
		{
			displayName: 'Page',
			name: 'pageId',
			description:
				'The page whose files to get. The list shows pages that are shared with your connection.',
			searchListMethod: 'searchPages',
			urlPlaceholder:
				'e.g. https://www.notion.so/acme/Team-handbook-4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d',
		},
		operations,
	);
}

export function blockLocator(operations: string[]): INodeProperties {
	return locator(
		{
			displayName: 'Block',
			name: 'blockId',
			description:
				'The block whose files to get, with everything below it. Notion copies its link under ••• → Copy link to block. The list offers pages, which are blocks too.',
			searchListMethod: 'searchPages',
			urlPlaceholder:
				'e.g. https://www.notion.so/Team-handbook-4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d#9bc6c6e0b4a34f1c8d7e6f5a4b3c2d1e',
		},
		operations,
	);
}

export function databaseLocator(operations: string[]): INodeProperties {
	return locator(
		{
			displayName: 'Database',
			name: 'databaseId',
			description:
				'The database whose rows to get the files of. The list shows databases that are shared with your connection. The URL may be that of a view, the ID that of one data source.',
			searchListMethod: 'searchDatabases',
			urlPlaceholder:
				'e.g. https://www.notion.so/acme/5d0e84b8b9c1d2e3f4a5b6c7d4c1f32a?v=1f32a5d0e84b8b9c1d2e3f4a5b6c7d4c',
		},
		operations,
	);
}
