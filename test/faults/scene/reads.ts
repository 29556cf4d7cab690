import type { Scene } from './scene';

/** The reads of Notion that a scene takes, as expressions for path and query. */

export function pageRead({ page }: Scene): RegExp {
	return new RegExp(`^/v1/pages/${anySpelling(page.id)}(\\?|$)`, 'i');
}

/** The children of the page. */
export function contentRead({ page }: Scene): RegExp {
	return childrenOf(page.id);
}

/** The children of a block on the page, which contain two of the files. */
export function toggleRead({ blocks }: Scene): RegExp {
	return childrenOf(blocks.toggle.id);
}

/** The property that is too long to be complete in the page. */
export function rollupRead({ page }: Scene): RegExp {
	return new RegExp(`^/v1/pages/${anySpelling(page.id)}/properties/`, 'i');
}

/** The discussions at the top of the page. */
export function commentsRead({ page }: Scene): RegExp {
	return new RegExp(`^/v1/comments\\?block_id=${anySpelling(page.id)}(&|$)`, 'i');
}

/** The database whose rows contain the files. */
export function databaseRead(scene: Scene): RegExp {
	return new RegExp(`^/v1/databases/${anySpelling(databaseOf(scene).id)}(\\?|$)`, 'i');
}

/** Its rows. */
export function rowsRead(scene: Scene): RegExp {
	const { id } = databaseOf(scene).dataSource;
	return new RegExp(`^/v1/data_sources/${anySpelling(id)}/query`, 'i');
}

/** Any of them. */
export const ANY_READ = /^\/v1\//;

function childrenOf(id: string): RegExp {
	return new RegExp(`^/v1/blocks/${anySpelling(id)}/children`, 'i');
}

function databaseOf({ database }: Scene): NonNullable<Scene['database']> {
	if (!database) throw new Error('The scene has no database');
	return database;
}

function anySpelling(id: string): string {
	return id.replaceAll('-', '-?');
}
