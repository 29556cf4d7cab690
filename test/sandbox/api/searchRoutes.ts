import { checkFields } from './body';
import { validationError } from './errors';
import { listAnswer, pageRequest } from './paging';
import { statusOf } from './queryRoutes';
import { renderDataSource } from './render/database';
import { renderPage } from './render/page';
import { type ApiContext, type ApiRequest, type Route } from './routes';
import { type Indexed } from './SearchedIndex';

export const searchRoutes: readonly Route[] = [
	{ method: 'POST', path: '/v1/search', needs: 'content', answer: search },
];

/** Titles only, as Notion's. */
function search({ body }: ApiRequest, context: ApiContext) {
	const { settings, cursors } = context;
	checkFields(body, ['query', 'filter', 'sort', 'start_cursor', 'page_size']);
	const words = typeof body.query === 'string' ? body.query.toLowerCase() : '';
	const found = candidates(context, filterOf(body)).filter(({ entry }) =>
		entry.title.toLowerCase().includes(words),
	);
	const sort = body.sort as { timestamp?: string; direction?: string } | undefined;
	if (sort?.timestamp === 'last_edited_time') {
		const order = sort.direction === 'ascending' ? 1 : -1;
		found.sort((a, b) => order * compare(a.lastEditedTime, b.lastEditedTime));
	}
	const asked = pageRequest('body', body.start_cursor, body.page_size, settings);
	const listing = `search:${JSON.stringify([body.query, body.filter, body.sort])}`;
	const capped = found.slice(0, settings.search.cap);
	const { entries, nextCursor } = cursors.page(listing, capped, asked, 'place');
	const results = entries.map(({ entry, lastEditedTime }) => ({
		...(entry.kind === 'page' ? renderPage(entry, context) : renderDataSource(entry, context)),
		last_edited_time: lastEditedTime,
	}));
	return {
		...listAnswer('page_or_data_source', results, nextCursor),
		...(nextCursor === null && { request_status: statusOf(found.length > capped.length) }),
	};
}

interface Filter {
	readonly only: 'page' | 'data_source' | undefined;
	readonly inTrash: boolean;
}

function filterOf(body: ApiRequest['body']): Filter {
	const { property, value, in_trash: trashed } = (body.filter ?? {}) as Record<string, unknown>;
	const inTrash = trashed === true;
	if (property === undefined && value === undefined) return { only: undefined, inTrash };
	if (property === 'object' && (value === 'page' || value === 'data_source')) {
		return { only: value, inTrash };
	}
	throw validationError(
		'body failed validation: body.filter.value should be `"page"` or `"data_source"`.',
	);
}

function candidates({ index }: ApiContext, { only, inTrash }: Filter): Indexed[] {
	return [
		...(only === 'data_source' ? [] : index.all('page', inTrash)),
		...(only === 'page' ? [] : index.all('dataSource', inTrash)),
	];
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
