import { type DataSource, type Page } from '../workspace/nodes';
import { propertiesOf } from '../workspace/schema';
import { isShared } from '../workspace/sharing';
import { filterProperties } from './contentRoutes';
import { checkFields } from './body';
import { checkFilter, typeOf } from './checkFilter';
import { passes } from './filter';
import { listAnswer, pageRequest } from './paging';
import { renderDataSource } from './render/database';
import { renderPage } from './render/page';
import { type ApiContext, type ApiRequest, type Route } from './routes';

export const queryRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/data_sources/:data_source_id/query',
		needs: 'content',
		answer: query,
	},
];

const FIELDS = [
	'filter',
	'sorts',
	'start_cursor',
	'page_size',
	'in_trash',
	'is_archived',
	'result_type',
];

type Row = Page | DataSource;

function query({ params, body, exchange }: ApiRequest, context: ApiContext) {
	const { settings, cursors } = context;
	const source = context.lookup.dataSource(params.data_source_id ?? '');
	checkFields(body, FIELDS);
	if (body.filter !== undefined) checkFilter(body.filter, source);
	checkSorts(body.sorts, source);
	const all = sorted(
		source.rows.filter((row) => isListed(row, body)),
		body.sorts,
	);
	const asked = pageRequest('body', body.start_cursor, body.page_size, settings);
	const listing = `query:${source.id}:${JSON.stringify([body.filter, body.sorts])}`;
	const capped = all.slice(0, settings.rowCap);
	const { entries, nextCursor } = cursors.page(listing, capped, asked);
	const only = filterProperties(exchange.query);
	const results = entries.map((row) =>
		row.kind === 'page' ? renderPage(row, context, only) : renderDataSource(row, context),
	);
	return {
		...listAnswer('page_or_data_source', results, nextCursor),
		...(nextCursor === null && { request_status: statusOf(all.length > capped.length) }),
	};
}

// The cap shows in nothing but this: has_more is false on the last page that is given.
export function statusOf(isCut: boolean) {
	return isCut
		? { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' }
		: { type: 'complete' };
}

function isListed(row: Row, body: ApiRequest['body']): boolean {
	if (!isShared(row) || row.inTrash !== (body.in_trash === true)) return false;
	if (row.kind === 'dataSource') return body.result_type !== 'page';
	if (body.result_type === 'data_source') return false;
	if (row.isArchived !== (body.is_archived === true)) return false;
	return !body.filter || passes(row, body.filter as Record<string, unknown>);
}

interface Sort {
	readonly timestamp?: string;
	readonly property?: string;
	readonly direction?: 'ascending' | 'descending';
}

function checkSorts(sorts: unknown, source: DataSource): void {
	for (const { timestamp, property } of Array.isArray(sorts) ? (sorts as Sort[]) : []) {
		if (timestamp === 'created_time' || timestamp === 'last_edited_time') continue;
		typeOf(property ?? String(timestamp), source);
	}
}

/** In the order asked for; rows that tie stay in the order they were added. */
function sorted(rows: readonly Row[], sorts: unknown): Row[] {
	const wanted = Array.isArray(sorts) ? (sorts as Sort[]) : [];
	return [...rows].sort((a, b) => {
		for (const sort of wanted) {
			const order = compare(keyOf(a, sort), keyOf(b, sort));
			if (order !== 0) return sort.direction === 'descending' ? -order : order;
		}
		return 0;
	});
}

function compare(a: string | number, b: string | number): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf(row: Row, sort: Sort): string | number {
	if (sort.timestamp === 'created_time') return row.createdTime;
	if (sort.timestamp === 'last_edited_time') return row.lastEditedTime;
	if (sort.property === undefined || row.kind === 'dataSource') return row.title;
	if (sort.property === 'Name' || sort.property === 'title') return row.title;
	const found = propertiesOf(row).find(({ name }) => name === sort.property);
	if (!found) throw new Error(`The row has no property “${sort.property}”`);
	if (found.value.type === 'number') return found.value.number ?? -Infinity;
	return JSON.stringify(found.value);
}
