import { type DataSource, type Page } from '../workspace/nodes';
import { isShared } from '../workspace/sharing';
import { checkFields } from './body';
import { validationError } from './errors';
import { listAnswer, pageRequest } from './paging';
import { renderDataSource } from './render/database';
import { renderPage } from './render/page';
import { type ApiContext, type ApiRequest, type Route } from './routes';

export const searchRoutes: readonly Route[] = [
	{ method: 'POST', path: '/v1/search', needs: 'content', answer: search },
];

/** Titles only, as Notion's. */
function search({ body }: ApiRequest, context: ApiContext) {
	checkFields(body, ['query', 'filter', 'sort', 'start_cursor', 'page_size']);
	const found = [...candidates(context, objectFilter(body))].filter((entry) =>
		isFound(entry, body),
	);
	const sort = body.sort as { timestamp?: string; direction?: string } | undefined;
	if (sort?.timestamp === 'last_edited_time') {
		found.sort((a, b) => a.lastEditedTime.localeCompare(b.lastEditedTime));
		if (sort.direction !== 'ascending') found.reverse();
	}
	const asked = pageRequest('body', body.start_cursor, body.page_size, context.settings);
	const listing = `search:${JSON.stringify([body.query, body.filter, body.sort])}`;
	const { entries, nextCursor } = context.cursors.page(listing, found, asked);
	const results = entries.map((entry) =>
		entry.kind === 'page' ? renderPage(entry, context) : renderDataSource(entry, context),
	);
	return {
		...listAnswer('page_or_data_source', results, nextCursor),
		...(nextCursor === null && { request_status: { type: 'complete' } }),
	};
}

function objectFilter(body: ApiRequest['body']): unknown {
	const filter = body.filter as { property?: unknown; value?: unknown } | undefined;
	if (filter === undefined) return undefined;
	if (filter.property === 'object' && ['page', 'data_source'].includes(String(filter.value))) {
		return filter.value;
	}
	throw validationError(
		'body failed validation: body.filter.value should be `"page"` or `"data_source"`.',
	);
}

function* candidates({ workspace }: ApiContext, only: unknown): Generator<Page | DataSource> {
	if (only !== 'data_source') yield* workspace.registry.all('page');
	if (only !== 'page') yield* workspace.registry.all('dataSource');
}

function isFound(entry: Page | DataSource, body: ApiRequest['body']): boolean {
	const query = typeof body.query === 'string' ? body.query.toLowerCase() : '';
	return isShared(entry) && !entry.inTrash && entry.title.toLowerCase().includes(query);
}
