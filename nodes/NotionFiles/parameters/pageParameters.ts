import type { INodeProperties } from 'n8n-workflow';
import type { PagePart, WalkPlan } from '../locate/WalkPlan';
import { invalid, type ItemParameters } from './ItemParameters';

/** Included unless the user says otherwise. */
export const USUAL_PARTS: readonly PagePart[] = ['cover', 'icon', 'properties', 'content'];

const PARTS: readonly PagePart[] = [...USUAL_PARTS, 'linkedFiles', 'comments', 'blockComments'];

/** Nobody nests pages deeper on purpose; the number keeps a slip of the keyboard small. */
const DEEPEST_CHILD_PAGES = 100;

const operations = ['getPageFiles', 'getDatabaseFiles'];

export function childDatabasesParameter(shownFor: string[], description: string): INodeProperties {
	return {
		displayName: 'Child Databases',
		name: 'childDatabases',
		type: 'boolean',
		default: false,
		description,
		displayOptions: { show: { operation: shownFor } },
	};
}

/** Parameters of the operations that take whole pages, after their own. */
export const pageParameters: INodeProperties[] = [
	{
		displayName: 'Include',
		name: 'include',
		type: 'multiOptions',
		options: [
			{
				name: 'Comments',
				value: 'comments',
				description:
					'Files in the discussions at the top of the page. The connection needs the capability “Read comments”; Notion leaves out resolved comments.',
			},
			{
				name: 'Comments on Blocks',
				value: 'blockComments',
				description:
					'Files in comments on text and blocks of the content. It takes one more request for each block and each row of a table; Notion leaves out resolved comments.',
			},
			{ name: 'Content', value: 'content', description: 'Every file in the body of the page' },
			{ name: 'Cover', value: 'cover', description: 'The picture at the top of the page' },
			{
				name: 'Icon',
				value: 'icon',
				description: 'An uploaded, linked or custom emoji icon; other emojis are not files',
			},
			{
				name: 'Linked Files',
				value: 'linkedFiles',
				description:
					'Files that bookmarks, embeds and link previews in the content lead to, recognised by the file extension in the link',
			},
			{
				name: 'Properties',
				value: 'properties',
				description: 'Files properties, and rollups of them',
			},
		],
		default: [...USUAL_PARTS],
		description: 'Which parts of each page to look for files in',
		displayOptions: { show: { operation: operations } },
	},
	{
		displayName: 'Child Pages',
		name: 'childPages',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: DEEPEST_CHILD_PAGES },
		default: 0,
		hint: 'Levels of pages below; 0 leaves them out',
		description:
			'How many levels of pages below the page, or below each row, to include. 0 leaves child pages out, 1 takes the pages on it, 2 also the pages on those, and so on.',
		displayOptions: { show: { operation: operations } },
	},
	childDatabasesParameter(
		operations,
		'Whether to also get the files of the rows of databases in the content. Rows come like child pages, and even where Child Pages is 0; then nothing that lies on them does. Linked databases are left out.',
	),
];

/** @throws NotionFilesError `invalidParameter` */
export function readPageParameters(parameters: ItemParameters): {
	plan: WalkPlan;
	childPages: number;
} {
	const parts = parameters.anyOf('include', 'Include', PARTS);
	if (parts.size === 0)
		throw invalid('“Include” is empty', 'Choose at least one part of the page.');
	const bounds = { from: 0, to: DEEPEST_CHILD_PAGES };
	const childPages = parameters.wholeNumber('childPages', 'Child Pages', bounds);
	const childDatabases = parameters.boolean('childDatabases', 'Child Databases');
	return { plan: { parts, childDatabases }, childPages };
}
