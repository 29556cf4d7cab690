import type { NotionReader } from '../locate/NotionReader';
import { NotionFilesError } from '../errors';
import { Views, type ViewReads } from '../locate/Views';
import { StorageOrigins } from '../files/notionStorage';
import { asText, type Json } from '../json';
import { mention } from '../mentions';
import { shortName } from '../outward';
import { commentLists } from './commentLists';
import { listPages } from './listPages';
import type { NotionAnswers } from './NotionClient';
import { queryRows } from './queryRows';
import { when, withConditions } from './rowFilter';
import { searchAll } from './search';

/** The endpoints of Notion that locating files needs (docs/notion-api.md#endpoints). */
export function notionReader(asked: NotionAnswers): NotionReader {
	const storage = new StorageOrigins();
	const client = learning(storage, asked);
	return {
		storage,
		views: new Views(viewReads(client)),
		notionTime: () => asked.notionTime,
		async page(pageId) {
			const page = await get(client, `/pages/${segment(pageId)}`, mention('the page', pageId));
			return wholeOrThrow(page, 'properties', mention('the page', pageId));
		},
		async block(blockId) {
			const block = await get(client, `/blocks/${segment(blockId)}`, mention('the block', blockId));
			return wholeOrThrow(block, 'type', mention('the block', blockId));
		},
		async *blockChildren(blockId, onCut, wantsMore) {
			const path = `/blocks/${segment(blockId)}/children`;
			const subject = `the content of ${mention('a page or block', blockId)}`;
			const identify = ({ id }: Json) => asText(id);
			yield* listPages(client, { path, subject, identify, wantsMore }, onCut);
		},
		async *propertyItems(pageId, propertyId, onCut) {
			const path = `/pages/${segment(pageId)}/properties/${propertySegment(propertyId)}`;
			const subject = `a property of ${mention('a page', pageId)}`;
			// The `id` of each entry is that of the property.
			yield* listPages(client, { path, subject, identify: () => undefined }, onCut);
		},
		async database(databaseId) {
			const subject = mention('the database', databaseId);
			const database = await get(client, `/databases/${segment(databaseId)}`, subject);
			return wholeOrThrow(database, 'data_sources', subject);
		},
		async dataSource(dataSourceId) {
			const subject = 'the data source';
			const source = await get(client, `/data_sources/${segment(dataSourceId)}`, subject);
			return wholeOrThrow(source, 'properties', subject);
		},
		async *rows({ id, name }, chosen, editedSince) {
			const path = `/data_sources/${segment(id)}/query`;
			const edited =
				editedSince === undefined ? [] : [when('last_edited_time', 'on_or_after', editedSince)];
			const filter = withConditions(chosen, edited);
			yield* queryRows(client, { path, subject: `the rows of “${shortName(name)}”`, filter });
		},
		search: (kind, order, onCut) => searchAll(client, kind, order, onCut),
		comments: commentLists(client),
		async comment(commentId) {
			return await get(client, `/comments/${segment(commentId)}`, 'a comment');
		},
	};
}

function viewReads(client: NotionAnswers): ViewReads {
	return {
		async *viewsOf(databaseId) {
			const query = `database_id=${segment(databaseId)}`;
			const subject = `the views of ${mention('the database', databaseId)}`;
			yield* listPages(client, {
				path: '/views',
				query,
				subject,
				identify: ({ id }) => asText(id),
			});
		},
		async view(viewId) {
			const subject = 'the view';
			return wholeOrThrow(await get(client, `/views/${segment(viewId)}`, subject), 'name', subject);
		},
	};
}

/** Learns from every answer before it is used: an embed may be in the same answer as the first file. */
function learning(storage: StorageOrigins, client: NotionAnswers): NotionAnswers {
	return {
		async ask(request, subject) {
			const answer = await client.ask(request, subject);
			storage.learnFrom(answer);
			return answer;
		},
	};
}

async function get(client: NotionAnswers, path: string, subject: string): Promise<Json> {
	return await client.ask({ method: 'GET', path }, subject);
}

/**
 * Without the capability to read content, Notion returns objects that contain only an ID
 * (docs/notion-api.md#capabilities).
 */
function wholeOrThrow(object: Json, field: string, subject: string): Json {
	if (field in object) return object;
	throw new NotionFilesError({
		code: 'missingCapability',
		message: `Notion returned only the ID of ${subject}`,
		remedy: 'Open the connection in Notion’s developer settings and turn on “Read content”.',
	});
}

/** Some IDs are from answers; none may lead to another path of the API. */
function segment(id: string): string {
	if (/^[\w-]+$/.test(id)) return id;
	throw new NotionFilesError({
		code: 'refusedByNotion',
		message: `Notion returned an invalid ID: “${id.slice(0, 50)}”`,
	});
}

/** Notion returns property IDs URL-encoded, and they are sent back unchanged (docs/notion-api.md#properties). */
function propertySegment(id: string): string {
	const encoded = /^[\w%~!$&'()*+,;=:@-]+$/.test(id) ? id : encodeURIComponent(id);
	// In any spelling, a segment of dots is a step in the path.
	return /^(?:\.|%2e)+$/i.test(encoded) ? segment(encoded) : encoded;
}
