import { NotionFilesError } from '../errors';
import { describeDatabase } from '../files/describe';
import type { Json } from '../json';
import { homeOf, readListed } from './databases';
import type { NotionReader } from './NotionReader';

/**
 * The page that a user picked.
 * @throws NotionFilesError which says so if the ID is that of a database or data source
 */
export async function readPage(pageId: string, reader: NotionReader): Promise<Json> {
	return await reader.page(pageId).catch(async (thrown: unknown) => {
		throw await asExplained(thrown, pageId, reader);
	});
}

/** Notion says “not found” about a page if the ID is that of a data source, which its web app copies, too. */
export async function asExplained(
	thrown: unknown,
	pageId: string,
	reader: NotionReader,
): Promise<unknown> {
	if (!(thrown instanceof NotionFilesError) || thrown.code !== 'notShared') return thrown;
	const database = await readListed(pageId, reader).catch(() => undefined);
	if (database === undefined) return thrown;
	return new NotionFilesError({
		code: 'invalidId',
		message: `This ID is that of a database, not of a page: ${describeDatabase({ ...database, id: homeOf(database) })}`,
		remedy: 'Use the operation Get Database Files, or choose one of its rows.',
		httpStatus: thrown.httpStatus,
	});
}
