import { NotionFilesError } from '../errors';
import type { Json } from '../json';
import { readDatabase } from './databases';
import type { NotionReader } from './NotionReader';

/**
 * The page, database or data source with an ID that a user gave: the ID does not say which.
 * @throws NotionFilesError what Notion says about it as a page, if it is none of them
 */
export async function readNamed(id: string, reader: NotionReader): Promise<Json> {
	return await reader.page(id).catch(async (thrown: unknown) => {
		if (!mayBeDatabase(thrown)) return await Promise.reject(thrown);
		return await readDatabase(id, reader).then(
			({ object }) => object,
			async (second: unknown) => await Promise.reject(isDatabase(thrown) ? second : thrown),
		);
	});
}

function mayBeDatabase(thrown: unknown): boolean {
	return isDatabase(thrown) || (thrown instanceof NotionFilesError && thrown.code === 'notShared');
}

/** Notion says so. */
function isDatabase(thrown: unknown): boolean {
	return thrown instanceof NotionFilesError && thrown.code === 'invalidId';
}
