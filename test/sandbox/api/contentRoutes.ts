import { type Node } from '../workspace/nodes';
import { validationError } from './errors';
import { type Lookup } from './lookup';
import { listAnswer, pageRequest } from './paging';
import { propertyItem } from './propertyItem';
import { renderNode } from './render/block';
import { renderDatabase, renderDataSource } from './render/database';
import { renderPage } from './render/page';
import { type ApiContext, type ApiRequest, type Route } from './routes';

/** Pages, blocks, databases: everything that is read by its id. */
export const contentRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/v1/pages/:page_id',
		needs: 'content',
		answer: ({ params, exchange }, context) =>
			renderPage(
				context.lookup.page(params.page_id ?? ''),
				context,
				filterProperties(exchange.query),
			),
	},
	{
		method: 'GET',
		path: '/v1/pages/:page_id/properties/:property_id',
		needs: 'content',
		answer: propertyItem,
	},
	{
		method: 'GET',
		path: '/v1/blocks/:block_id',
		needs: 'content',
		answer: ({ params }, context) =>
			renderNode(context.lookup.block(params.block_id ?? ''), context),
	},
	{
		method: 'GET',
		path: '/v1/blocks/:block_id/children',
		needs: 'content',
		answer: listChildren,
	},
	{
		method: 'GET',
		path: '/v1/databases/:database_id',
		needs: 'content',
		answer: ({ params }, context) =>
			renderDatabase(context.lookup.database(params.database_id ?? ''), context),
	},
	{
		method: 'GET',
		path: '/v1/data_sources/:data_source_id',
		needs: 'content',
		answer: ({ params }, context) =>
			renderDataSource(context.lookup.dataSource(params.data_source_id ?? ''), context),
	},
];

/** `filter_properties`, in both spellings that clients use. */
export function filterProperties(query: URLSearchParams): string[] {
	return [...query.getAll('filter_properties'), ...query.getAll('filter_properties[]')];
}

function listChildren({ params, exchange }: ApiRequest, context: ApiContext) {
	const { settings, lookup, cursors } = context;
	const { query } = exchange;
	const parent = lookup.block(params.block_id ?? '');
	const children = childrenOf(parent, lookup).filter((child) => !child.inTrash);
	const asked = pageRequest(
		'query',
		query.get('start_cursor') ?? undefined,
		query.get('page_size') ?? undefined,
		settings,
	);
	const { entries, nextCursor } = cursors.page(`children:${parent.id}`, children, asked);
	return listAnswer(
		'block',
		entries.map((child) => renderNode(child, context)),
		nextCursor,
	);
}

function childrenOf(parent: Node, lookup: Lookup): readonly Node[] {
	if (parent.kind === 'database') return [];
	if (parent.kind === 'page') return parent.children;
	switch (parent.childrenAnswer) {
		case 'notFound':
			throw lookup.missing('block', parent.id);
		case 'unsupported':
			throw validationError(`Block type ${blockTypeOf(parent)} is not supported via the API.`);
		case 'empty':
			return [];
		case 'ok': {
			const { content } = parent;
			const original = content.type === 'synced_block' ? content.value.original : null;
			return original ? childrenOf(lookup.block(original.id), lookup) : parent.children;
		}
	}
}

function blockTypeOf(block: Extract<Node, { kind: 'block' }>): string {
	return block.content.type === 'unsupported' ? block.content.value.blockType : block.type;
}
