import { NotionFilesError } from '../errors';
import { Branch } from '../locate/Branch';
import { pageOfBlock } from '../locate/pageOfBlock';
import { PageWalk } from '../locate/PageWalk';
import type { PagePart, WalkPlan } from '../locate/WalkPlan';
import { mention } from '../mentions';
import { boolean } from '../parameters/kinds/choices';
import type { ItemParameters } from '../parameters/ItemParameters';
import { blockLocator } from '../parameters/locators';
import { readRowProperties } from '../parameters/options';
import { childDatabasesFor, USUAL_PARTS } from '../parameters/pageParameters';
import { propertiesOf } from '../parameters/Parameter';
import type { FilesOperation } from './Operation';

const COMMENTS: readonly PagePart[] = ['comments', 'blockComments'];

const show = { operation: ['getBlockFiles'] };

const block = blockLocator(show.operation);

const blockComments = boolean({
	displayName: 'Comments on Blocks',
	name: 'blockComments',
	type: 'boolean',
	default: false,
	description:
		'Whether to also get files from comments on the block and on everything inside it. Requires the “Read comments” capability and takes one extra request per block. Notion does not return resolved comments.',
	displayOptions: { show },
});

const linkedFiles = boolean({
	displayName: 'Linked Files',
	name: 'linkedFiles',
	type: 'boolean',
	default: false,
	description:
		'Whether to also get files that bookmarks, embeds and link previews link to, recognized by the file extension in the link',
	displayOptions: { show },
});

const childDatabases = childDatabasesFor(
	show.operation,
	'Whether to also get files from the rows of databases inside the block, but not from pages and databases on those rows.',
);

export const getBlockFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Block Files',
		value: 'getBlockFiles',
		action: 'Get block files',
		description: 'Get files from a block and everything inside it',
	},
	properties: [...propertiesOf([block, blockComments, linkedFiles]), ...childDatabases.properties],
	forChildPages: 'use the operation “Get Page Files”',
	locate(parameters, reader) {
		const blockId = block.read(parameters);
		const plan = planFor(parameters);
		return new Branch(async (branch) => {
			const found = await reader.block(blockId);
			if (found.type === 'child_database') throw isDatabase(blockId);
			const what = found.type === 'child_page' ? 'page' : 'block';
			branch.add([{ kind: 'begins', where: `in ${mention(`the ${what}`, blockId)}` }]);
			const page = pageOfBlock(found, reader, plan.rowProperties);
			// Whoever awaits it learns of a failure; a block without files never asks.
			page.catch(() => {});
			branch.addBranch(new PageWalk(reader, plan).block(found, page));
		});
	},
};

/** Of a block, its content; of a row, everything that a page has. */
function planFor(parameters: ItemParameters): WalkPlan {
	const parts = new Set<PagePart>([
		...USUAL_PARTS,
		...(blockComments.read(parameters) ? COMMENTS : []),
		...(linkedFiles.read(parameters) ? (['linkedFiles'] as const) : []),
	]);
	const rowProperties = readRowProperties(parameters);
	return { parts, rowProperties, ...childDatabases.read(parameters) };
}

function isDatabase(blockId: string): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidId',
		message: `The ${mention('block', blockId)} is a database, which has rows but no content of its own`,
		remedy:
			'Use the operation “Get Database Files”, or choose one of its rows: each row is a page.',
	});
}
