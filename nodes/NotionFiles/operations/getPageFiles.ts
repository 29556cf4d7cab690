import { PageWalk, type PagePart } from '../locate/PageWalk';
import { invalid } from './ItemParameters';
import { pageLocator } from './locators';
import type { FilesOperation } from './Operation';

/** Included unless the user says otherwise. */
const USUAL_PARTS: readonly PagePart[] = ['cover', 'icon', 'properties', 'content'];

const PARTS: readonly PagePart[] = [...USUAL_PARTS, 'comments', 'blockComments'];

/** Nobody nests pages deeper on purpose; the number keeps a slip of the keyboard small. */
const DEEPEST_CHILD_PAGES = 100;

const show = { operation: ['getPageFiles'] };

export const getPageFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Page Files',
		value: 'getPageFiles',
		action: 'Get page files',
		description: 'Get the files of a page: cover, icon, files properties, content and comments',
	},
	properties: [
		pageLocator(show.operation),
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
						'Files in comments on text and blocks of the content. It takes one more request for each block; Notion leaves out resolved comments.',
				},
				{ name: 'Content', value: 'content', description: 'Every file in the body of the page' },
				{ name: 'Cover', value: 'cover', description: 'The picture at the top of the page' },
				{
					name: 'Icon',
					value: 'icon',
					description: 'An uploaded, linked or custom emoji icon; other emojis are no files',
				},
				{
					name: 'Properties',
					value: 'properties',
					description: 'Files properties, and rollups of them',
				},
			],
			default: [...USUAL_PARTS],
			description: 'Which parts of the page to look for files in',
			displayOptions: { show },
		},
		{
			displayName: 'Child Pages',
			name: 'childPages',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: DEEPEST_CHILD_PAGES },
			default: 0,
			hint: 'Levels of pages below this one; 0 leaves them out',
			description:
				'How many levels of pages below this one to include. 0 leaves child pages out, 1 takes the pages on this page, 2 also the pages on those, and so on.',
			displayOptions: { show },
		},
	],
	locate(parameters, reader, resting) {
		const pageId = parameters.id('pageId', 'Page', 'page');
		const parts = parameters.anyOf('include', 'Include', PARTS);
		if (parts.size === 0)
			throw invalid('“Include” is empty', 'Choose at least one part of the page.');
		const bounds = { from: 0, to: DEEPEST_CHILD_PAGES };
		const childPages = parameters.wholeNumber('childPages', 'Child Pages', bounds);
		return new PageWalk(reader, parts, resting).page(pageId, childPages);
	},
};
