import { oneOf } from './kinds/choices';

/** What the path of a file begins with. */
export function foldersFor(operations: string[], usual: 'page' | 'pageTree') {
	return oneOf({
		displayName: 'Folders',
		name: 'folders',
		type: 'options',
		options: [
			{
				name: 'Page',
				value: 'page',
				description: 'A folder for each page, whatever is above it. A moved page keeps its path.',
			},
			{
				name: 'Page Tree',
				value: 'pageTree',
				description:
					'Folders within folders, as in Notion. If a page is moved or renamed, all paths below it change.',
			},
		],
		default: usual,
		description: 'The folders in the field “path” of each file',
		displayOptions: { show: { operation: operations } },
	});
}
