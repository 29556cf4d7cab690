import { type Page } from '../workspace/nodes';
import { type PropertyValue } from '../workspace/properties';
import { richText } from '../workspace/richText';
import { propertiesOf } from '../workspace/schema';
import { isShared } from '../workspace/sharing';
import { ApiError } from './errors';
import { pageRequest } from './paging';
import { renderValue, rollupElements } from './render/property';
import { type ApiContext, type ApiRequest } from './routes';

type Item = Readonly<Record<string, unknown>>;

/** A property as an item of its own, or as a paged list of items where it may be long. */
export function propertyItem({ params, exchange }: ApiRequest, context: ApiContext) {
	const page = context.lookup.page(params.page_id ?? '');
	const { id, value } = findProperty(page, params.property_id ?? '');
	const items = listItems(value, context);
	if (!items)
		return { object: 'property_item', id, ...renderValue(value as PropertyValue, context) };
	const asked = pageRequest(
		'query',
		exchange.query.get('start_cursor') ?? undefined,
		exchange.query.get('page_size') ?? undefined,
		context.settings,
	);
	const numbered = items.map((item, index) => ({ id: String(index), item }));
	const { entries, nextCursor } = context.cursors.page(
		`property:${page.id}:${id}`,
		numbered,
		asked,
	);
	const path = exchange.path.replace(/^\/v1/, 'https://api.notion.com/v1');
	return {
		object: 'list',
		results: entries.map(({ item }) => ({ object: 'property_item', id, ...item })),
		next_cursor: nextCursor,
		has_more: nextCursor !== null,
		type: 'property_item',
		property_item: {
			id,
			next_url: nextCursor && `${path}?start_cursor=${nextCursor}`,
			...summaryOf(value),
		},
	};
}

type Title = { readonly type: 'title'; readonly title: string };

function findProperty(page: Page, wanted: string): { id: string; value: PropertyValue | Title } {
	if (wanted === 'title') return { id: 'title', value: { type: 'title', title: page.title } };
	const found = propertiesOf(page).find(
		({ name, entry }) =>
			// The path is decoded: an ID that was encoded once more is another one.
			name === wanted || decodeURIComponent(entry.id) === wanted,
	);
	if (found) return { id: found.entry.id, value: found.value };
	throw new ApiError(404, 'object_not_found', `Could not find property with name or id: ${wanted}`);
}

/** The items of the types that Notion lists; undefined for those that come as one. */
function listItems(value: PropertyValue | Title, context: ApiContext): readonly Item[] | undefined {
	switch (value.type) {
		case 'title':
			return richText(value.title).map((title) => ({ type: 'title', title }));
		case 'relation':
			return value.pages.filter(isShared).map(({ id }) => ({ type: 'relation', relation: { id } }));
		case 'rollup':
			return rollupElements(value, context);
		default:
			return undefined;
	}
}

function summaryOf(value: PropertyValue | Title): Item {
	if (value.type !== 'rollup') return { type: value.type, [value.type]: {} };
	const { rollup, function: fn } = value;
	switch (rollup.kind) {
		case 'pages':
			return { type: 'rollup', rollup: { type: 'array', array: [], function: fn } };
		default:
			return { type: 'rollup', rollup: { type: rollup.kind, [rollup.kind]: {}, function: fn } };
	}
}
