import { type DataSourceViewObjectResponse } from '@notionhq/client';
import { type View } from '../workspace/nodes';
import { isShared } from '../workspace/sharing';
import { ApiError, validationError } from './errors';
import { listAnswer, pageRequest } from './paging';
import { type ApiContext, type ApiRequest, type Route } from './routes';

/** Views of databases, and the templates of data sources. */
export const viewRoutes: readonly Route[] = [
	{ method: 'GET', path: '/v1/views', needs: 'content', answer: listViews },
	{
		method: 'GET',
		path: '/v1/views/:view_id',
		needs: 'content',
		answer: (request, { lookup }) => {
			checkVersion(request);
			return renderView(lookup.view(request.params.view_id ?? ''));
		},
	},
	{
		method: 'GET',
		path: '/v1/data_sources/:data_source_id/templates',
		needs: 'content',
		answer: listTemplates,
	},
];

/** There were no views before. */
function checkVersion({ exchange }: ApiRequest): void {
	if (String(exchange.headers['notion-version']) >= '2025-09-03') return;
	throw new ApiError(400, 'invalid_request_url', 'Invalid request URL.');
}

/** References alone: what a view is, only it tells itself. */
function listViews(request: ApiRequest, context: ApiContext) {
	checkVersion(request);
	const { query } = request.exchange;
	const ofDatabase = query.get('database_id');
	const ofSource = query.get('data_source_id');
	if ((ofDatabase === null) === (ofSource === null)) {
		throw validationError(
			'query failed validation: one of query.database_id and query.data_source_id should be defined.',
		);
	}
	const { lookup } = context;
	const database = ofDatabase === null ? undefined : lookup.databaseOfViews(ofDatabase);
	const source = ofSource === null ? undefined : lookup.dataSource(ofSource);
	const views = context.workspace.registry
		.all('view')
		.filter(isShared)
		.filter((view) => view.database === (database ?? view.database))
		.filter((view) => view.dataSource === (source ?? view.dataSource));
	const { entries, nextCursor } = onePage(
		`views:${ofDatabase} ${ofSource}`,
		views,
		request,
		context,
	);
	const references = entries.map(({ id }) => ({ object: 'view', id }));
	return listAnswer('view', references, nextCursor);
}

function renderView(view: View): DataSourceViewObjectResponse {
	const { id, name, type, database, dataSource, filter, sorts, quickFilters } = view;
	const undashed = (one: string): string => one.replaceAll('-', '');
	return {
		object: 'view',
		id,
		parent: { type: 'database_id', database_id: database.id },
		data_source_id: dataSource?.id ?? null,
		name,
		type,
		filter,
		sorts,
		quick_filters: quickFilters,
		configuration: null,
		created_time: view.createdTime,
		last_edited_time: view.lastEditedTime,
		created_by: null,
		last_edited_by: null,
		url: `https://www.notion.so/${undashed(database.id)}?v=${undashed(id)}`,
	} as DataSourceViewObjectResponse;
}

/** Pages of their own, in an envelope of its own. */
function listTemplates(request: ApiRequest, context: ApiContext) {
	const source = context.lookup.dataSource(request.params.data_source_id ?? '');
	const name = request.exchange.query.get('name')?.toLowerCase() ?? '';
	const found = source.templates.filter(({ title }) => title.toLowerCase().includes(name));
	const listing = `templates:${source.id} ${name}`;
	const { entries, nextCursor } = onePage(listing, found, request, context);
	const templates = entries.map(({ id, title }, index) => {
		return { id, name: title, is_default: index === 0 };
	});
	return { templates, has_more: nextCursor !== null, next_cursor: nextCursor };
}

function onePage<Entry extends { readonly id: string }>(
	listing: string,
	all: readonly Entry[],
	{ exchange: { query } }: ApiRequest,
	{ cursors, settings }: ApiContext,
) {
	const cursor = query.get('start_cursor') ?? undefined;
	const size = query.get('page_size') ?? undefined;
	return cursors.page(listing, all, pageRequest('query', cursor, size, settings));
}
