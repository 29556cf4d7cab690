import { NotionFilesError } from '../errors';
import { Branch } from '../locate/Branch';
import { pageOfBlock } from '../locate/pageOfBlock';
import { PageWalk } from '../locate/PageWalk';
import type { PagePart } from '../locate/WalkPlan';
import { blockLocator } from '../parameters/locators';
import type { FilesOperation } from './Operation';
import { childDatabasesParameter, USUAL_PARTS } from '../parameters/pageParameters';

const COMMENTS: readonly PagePart[] = ['comments', 'blockComments'];

const show = { operation: ['getBlockFiles'] };

export const getBlockFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Block Files',
		value: 'getBlockFiles',
		action: 'Get block files',
		description: 'Get the files of a block and of everything below it',
	},
	properties: [
		blockLocator(show.operation),
		{
			displayName: 'Comments on Blocks',
			name: 'blockComments',
			type: 'boolean',
			default: false,
			description:
				'Whether to also get the files in comments on the block and on everything below it. It takes one more request for each block and each row of a table, and the connection needs the capability “Read comments”; Notion leaves out resolved comments.',
			displayOptions: { show },
		},
		{
			displayName: 'Linked Files',
			name: 'linkedFiles',
			type: 'boolean',
			default: false,
			description:
				'Whether to also get the files that bookmarks, embeds and link previews lead to, recognised by the file extension in the link',
			displayOptions: { show },
		},
		childDatabasesParameter(
			show.operation,
			'Whether to also get the files of the rows of databases below the block, but nothing that lies on those rows. Linked databases are left out.',
		),
	],
	locate(parameters, reader) {
		const blockId = parameters.id('blockId', 'Block', 'block');
		const comments = parameters.boolean('blockComments', 'Comments on Blocks');
		const childDatabases = parameters.boolean('childDatabases', 'Child Databases');
		const linkedFiles = parameters.boolean('linkedFiles', 'Linked Files');
		// Of a block, its content; of a row, all that a page has.
		const parts = new Set<PagePart>([
			...USUAL_PARTS,
			...(comments ? COMMENTS : []),
			...(linkedFiles ? (['linkedFiles'] as const) : []),
		]);
		return new Branch(async (branch) => {
			const block = await reader.block(blockId);
			if (block.type === 'child_database') throw isDatabase(blockId);
			const page = pageOfBlock(block, reader);
			// Whoever awaits it learns of a failure; a block without files never asks.
			page.catch(() => {});
			branch.addBranch(new PageWalk(reader, { parts, childDatabases }).block(block, page));
		});
	},
};

function isDatabase(blockId: string): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidId',
		message: `The block ${blockId} is a database, which has rows and no content of its own`,
		remedy: 'Use the operation Get Database Files, or choose one of its rows: each is a page.',
	});
}
