import type { INodeProperties } from 'n8n-workflow';
import type { PagePart, WalkPlan } from '../locate/WalkPlan';
import { foldersFor } from './folders';
import type { ItemParameters } from './ItemParameters';
import { anyOf, boolean } from './kinds/choices';
import { wholeNumber } from './kinds/numbers';
import { readRowProperties } from './options';
import type { Values } from './Parameter';
import { IN_FIRST_VERSION, SINCE_THEN } from './versions';

/** Included by default. */
export const USUAL_PARTS: readonly PagePart[] = ['cover', 'icon', 'properties', 'content'];

const operations = ['getPageFiles', 'getDatabaseFiles'];

const include = anyOf({
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{
			name: 'Comments',
			value: 'comments',
			description: 'Files in comments on the page. Requires the “Read comments” capability.',
		},
		{
			name: 'Comments on Blocks',
			value: 'blockComments',
			description:
				'Files in comments on text and blocks of the content. Takes one extra request per block.',
		},
		{ name: 'Content', value: 'content', description: 'Files in the body of the page' },
		{ name: 'Cover', value: 'cover', description: 'The image at the top of the page' },
		{
			name: 'Icon',
			value: 'icon',
			description:
				'An uploaded, linked or custom emoji icon. Standard emojis and Notion’s own icons are not files.',
		},
		{
			name: 'Linked Files',
			value: 'linkedFiles',
			description:
				'Files that bookmarks, embeds and link previews link to, recognized by the file extension',
		},
		{
			name: 'Properties',
			value: 'properties',
			description: '“Files & media” properties, and rollups of them',
		},
	],
	default: [...USUAL_PARTS],
	description:
		'Where to look for files on each page; empty means the default. Notion does not return resolved comments. In an expression, separate the parts with commas: comments, blockComments, content, cover, icon, linkedFiles, properties.',
	displayOptions: { show: { operation: [...operations, 'getWorkspaceFiles'] } },
});

const childPages = wholeNumber({
	displayName: 'Child Pages',
	name: 'childPages',
	type: 'number',
	// Nobody nests pages deeper on purpose; the maximum limits what a typing error costs.
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 0,
	hint: 'How many levels of child pages to include; 0 for none',
	description:
		'How many levels of pages below the page, or below each row, to include. 0 includes none, 1 the pages directly on it, 2 also the pages on those, and so on.',
	displayOptions: { show: { operation: operations } },
});

/** Whether to open the databases in the content. It has two properties, of which one is shown. */
export interface ChildDatabases {
	properties: INodeProperties[];
	read(parameters: ItemParameters): Pick<WalkPlan, 'childDatabases' | 'linkedDatabases'>;
}

export function childDatabasesFor(shownFor: string[], description: string): ChildDatabases {
	const both = boolean({
		displayName: 'Child Databases',
		name: 'childDatabases',
		type: 'boolean',
		default: false,
		description,
		displayOptions: { show: { operation: shownFor } },
	});
	const first: INodeProperties = {
		...both.property,
		description: `${description} Linked databases are skipped; in a node that you add now, they are included.`,
		displayOptions: { show: { operation: shownFor, ...IN_FIRST_VERSION } },
	};
	const newer: INodeProperties = {
		...both.property,
		description: `${description} In place of a linked database, all rows of the database behind it are included, each once.`,
		displayOptions: { show: { operation: shownFor, ...SINCE_THEN } },
	};
	return {
		properties: [first, newer],
		read: (parameters) => ({
			childDatabases: both.read(parameters),
			linkedDatabases: !parameters.isOfFirstVersion,
		}),
	};
}

const childDatabases = childDatabasesFor(
	operations,
	'Whether to also get files from the rows of databases in the content. Rows count as a level of child pages. If Child Pages is 0, they are still included, but not the pages and databases on them.',
);

const folders = foldersFor(operations, 'page');

/** Parameters of the operations that read whole pages, after their own. */
export const pageParameters = [
	include.property,
	childPages.property,
	...childDatabases.properties,
	folders.property,
];

export interface PageParameters {
	plan: WalkPlan;
	childPages: number;
	folders: ReturnType<typeof folders.read>;
}

/** @throws NotionFilesError `invalidParameter` */
export function readPageParameters(parameters: ItemParameters): PageParameters {
	const plan = {
		parts: readParts(parameters),
		rowProperties: readRowProperties(parameters),
		...childDatabases.read(parameters),
	};
	return { plan, childPages: childPages.read(parameters), folders: folders.read(parameters) };
}

/**
 * A model that fills in the parameters of a tool leaves it empty where it means nothing special.
 *
 * @throws NotionFilesError `invalidParameter`
 */
export function readParts(values: Values): ReadonlySet<PagePart> {
	const parts = include.read(values);
	return parts.size > 0 ? parts : new Set(USUAL_PARTS);
}
