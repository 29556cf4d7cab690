import { NotionFilesError } from '../errors';
import type { Json } from '../json';
import { mention } from '../mentions';
import { ifReadable } from './BranchesOnce';
import type { DatabaseRef, ReadDatabase } from './DatabaseRef';
import type { NotionReader } from './NotionReader';

/** What to do about a linked database that leads nowhere. */
export const TO_THE_ORIGINAL =
	'Open the original database (with ↗ beside the title of the linked one), share it with your connection, and choose that one.';

const IF_NOT_LINKED =
	'If it is not linked, choose ••• → Connections in the database itself, and add your connection.';

/** In these words, Notion refuses a database without a data source to read, which is mostly a linked one. */
export function seemsLinked(subject: string): { message: string; remedy: string } {
	return {
		message: `Notion returns no data source of ${subject}, which seems to be a linked database`,
		remedy: `${TO_THE_ORIGINAL} ${IF_NOT_LINKED}`,
	};
}

/**
 * Reads what a linked database shows in its place. Notion refuses to return it, but returns its views, which
 * name the data sources behind it (docs/notion-api.md#linked-databases).
 *
 * @param viewId a view that is known to belong to it, so that no other is needed
 */
export function orLinked(read: ReadDatabase, viewId?: string): ReadDatabase {
	return async (id, reader) =>
		await read(id, reader).catch(async (thrown: unknown) => {
			if (!isLinkedRefusal(thrown)) return await Promise.reject(thrown);
			const behind = await sourcesBehind(id, reader, viewId);
			if (behind.length === 0) throw thrown;
			const sources = behind.map((source) => ({ id: source, name: source }));
			const isLinked = thrown.code === 'unsupportedByNotion' ? 'surely' : 'probably';
			return { id, title: 'Untitled', isInTrash: false, sources, object: {}, isLinked };
		});
}

/** Notion's words for it, an answer without data sources included. */
function isLinkedRefusal(thrown: unknown): thrown is NotionFilesError {
	if (!(thrown instanceof NotionFilesError)) return false;
	const { code, httpStatus, notionMessage = '' } = thrown;
	if (code === 'notShared') return httpStatus === 400 || httpStatus === 200;
	return code === 'unsupportedByNotion' && /is a linked database/i.test(notionMessage);
}

async function sourcesBehind(
	databaseId: string,
	{ views }: NotionReader,
	viewId: string | undefined,
): Promise<string[]> {
	if (viewId !== undefined) {
		const view = await ifReadable(views.view(viewId));
		if (view?.sourceId !== undefined && view.databaseId === databaseId) return [view.sourceId];
	}
	return await views.sourcesBehind(databaseId);
}

/** @throws NotionFilesError which says what a data source is behind, if it is not shared */
export async function orSayBehind(linked: DatabaseRef, reading: Promise<Json>): Promise<Json> {
	return await reading.catch(async (thrown: unknown) => {
		const isMissing = thrown instanceof NotionFilesError && thrown.code === 'notShared';
		return await Promise.reject(isMissing ? notSharedBehind(linked, thrown) : thrown);
	});
}

function notSharedBehind(linked: DatabaseRef, refusal: NotionFilesError): NotionFilesError {
	const { code, httpStatus, notionMessage } = refusal;
	const isSure = linked.isLinked === 'surely';
	const what = mention('database', linked.id);
	const message = isSure
		? `The ${what} is a linked database, and the database behind it is not shared with your connection`
		: `The ${what}, which seems to be a linked database, shows a data source that is not shared with your connection`;
	const remedy =
		'Open the original database (with ↗ beside the title of the linked one), choose ••• → Connections, and add your connection.';
	return new NotionFilesError({
		code,
		message,
		remedy: isSure ? remedy : `${remedy} ${IF_NOT_LINKED}`,
		httpStatus,
		notionMessage,
	});
}
