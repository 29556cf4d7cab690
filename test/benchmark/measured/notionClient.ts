/** Notion's own client, walking a page with the code that its documentation leads to. */
import {
	APIErrorCode,
	APIResponseError,
	Client,
	isFullBlock,
	iteratePaginatedAPI,
} from '@notionhq/client';
import { type Came } from '../case';
import { measure } from './measure';

export interface ClientTask {
	/** One branch after the other, as `for await` reads; or all branches of a block at once. */
	branches: 'inTurn' | 'atOnce';
}

void measure<ClientTask>(async ({ branches }, { token, ids, warmUp }) => {
	const notion = new Client({ auth: token });
	const walk = branches === 'inTurn' ? walkInTurn : walkAtOnce;
	const filesOf = async (id: string): Promise<Came> => {
		await notion.pages.retrieve({ page_id: id });
		return { files: await walk(notion, id), bytes: 0 };
	};
	await filesOf(warmUp.page);
	return async () => await filesOf(ids.page);
});

async function walkInTurn(notion: Client, parentId: string): Promise<number> {
	let files = 0;
	for await (const block of childrenOf(notion, parentId)) {
		if (!isFullBlock(block)) continue;
		if (block.type === 'file') files += 1;
		if (block.has_children) files += await walkInTurn(notion, block.id).catch(noneIfRefused);
	}
	return files;
}

async function walkAtOnce(notion: Client, parentId: string): Promise<number> {
	let files = 0;
	const below: Promise<number>[] = [];
	for await (const block of childrenOf(notion, parentId)) {
		if (!isFullBlock(block)) continue;
		if (block.type === 'file') files += 1;
		if (block.has_children) below.push(walkAtOnce(notion, block.id).catch(noneIfRefused));
	}
	return (await Promise.all(below)).reduce((sum, more) => sum + more, files);
}

/** Blocks that Notion's API does not support say that they have children, and are not listed. */
async function noneIfRefused(thrown: unknown): Promise<number> {
	const isRefusal =
		thrown instanceof APIResponseError && thrown.code === APIErrorCode.ValidationError;
	return isRefusal ? 0 : await Promise.reject(thrown);
}

function childrenOf(notion: Client, parentId: string) {
	return iteratePaginatedAPI(notion.blocks.children.list, { block_id: parentId });
}
