import type { INodeProperties } from 'n8n-workflow';
import { NotionFilesError } from '../errors';
import { asObject, inWords } from '../json';
import { parseNotionId, type IdTarget } from '../notion/ids';
import { invalid, parameter, shown, type Parameter } from './Parameter';

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
function locator(target: IdTarget, words: LocatorWords, operations: string[]): Parameter<string> {
	const { displayName, name, description, searchListMethod, urlPlaceholder } = words;
	const property: INodeProperties = {
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
				placeholder: `Select a ${target}…`,
				hint: 'Not in the list? Add your connection in Notion: ••• → Connections',
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
	return parameter(property, (value, label) => readId(value, label, target));
}

export function pageLocator(operations: string[]): Parameter<string> {
	return locator(
		'page',
		{
			displayName: 'Page',
			name: 'pageId',
			description:
				'The page to get files from, by URL or ID. The list shows the pages that your connection can access.',
			searchListMethod: 'searchPages',
			urlPlaceholder:
				'e.g. https://www.notion.so/acme/Team-handbook-4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d',
		},
		operations,
	);
}

export function blockLocator(operations: string[]): Parameter<string> {
	return locator(
		'block',
		{
			displayName: 'Block',
			name: 'blockId',
			description:
				'The block to get files from, by URL or ID, including everything inside it. To copy its link in Notion, choose ••• → Copy link to block. The list shows pages, because pages are blocks too.',
			searchListMethod: 'searchPages',
			urlPlaceholder:
				'e.g. https://www.notion.so/Team-handbook-4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d#9bc6c6e0b4a34f1c8d7e6f5a4b3c2d1e',
		},
		operations,
	);
}

export function databaseLocator(operations: string[]): Parameter<string> {
	return locator(
		'database',
		{
			displayName: 'Database',
			name: 'databaseId',
			description:
				'The database to get files from, by URL or ID. The list shows the databases that your connection can access. You can also paste the URL of a view, or the ID of a data source.',
			searchListMethod: 'searchDatabases',
			urlPlaceholder:
				'e.g. https://www.notion.so/acme/5d0e84b8b9c1d2e3f4a5b6c7d4c1f32a?v=1f32a5d0e84b8b9c1d2e3f4a5b6c7d4c',
		},
		operations,
	);
}

/**
 * Reads a resource locator, or what an expression returns in its place.
 *
 * @throws NotionFilesError `invalidParameter` where it is empty, `invalidId` for anything but a URL or ID
 */
export function readId(value: unknown, label: string, target: IdTarget): string {
	const { value: chosen, id: own } = asObject(value);
	// An expression may return the page itself, as other Notion nodes do; the editor keeps that inside.
	const inside = asObject(chosen).id ?? chosen;
	const text = inWords(inside ?? own ?? (typeof value === 'string' ? value : '')).trim();
	if (text === '') {
		throw invalid(`“${label}” is empty`, 'Select one from the list, or paste its URL or ID.');
	}
	const id = parseNotionId(text, target);
	if (id !== undefined) return id;
	throw new NotionFilesError({
		code: 'invalidId',
		message: `${shown(text)} is not the URL or ID of a Notion ${target}`,
		remedy:
			'In Notion, choose ••• → Copy link and paste it here, or enter the 32-character ID at the end of the link.',
	});
}

/** Whether what a resource locator holds was chosen from its list. */
export function isFromList(value: unknown): boolean {
	return asObject(value).mode === 'list';
}
