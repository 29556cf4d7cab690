import { NotionFilesError } from '../errors';
import { Branch } from '../locate/Branch';
import { pageOfBlock } from '../locate/pageOfBlock';
import { PageWalk } from '../locate/PageWalk';
import { blockLocator } from './locators';
import type { FilesOperation } from './Operation';

export const getBlockFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Block Files',
		value: 'getBlockFiles',
		action: 'Get block files',
		description: 'Get the files of a block and of everything below it',
	},
	properties: [blockLocator(['getBlockFiles'])],
	locate(parameters, reader) {
		const blockId = parameters.id('blockId', 'Block', 'block');
		return new Branch(async (branch) => {
			const block = await reader.block(blockId);
			if (block.type === 'child_database') throw isDatabase(blockId);
			const page = pageOfBlock(block, reader);
			// Whoever awaits it learns of a failure; a block without files never asks.
			page.catch(() => {});
			branch.addBranch(new PageWalk(reader, new Set(['content'])).block(block, page));
		});
	},
};

function isDatabase(blockId: string): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidId',
		message: `The block ${blockId} is a database, which has rows and no content of its own`,
		remedy: 'Choose one of its rows: each is a page.',
	});
}
