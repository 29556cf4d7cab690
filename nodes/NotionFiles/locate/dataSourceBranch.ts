import type { Json } from '../json';
import { mention } from '../mentions';
import { Branch, type Located } from './Branch';
import { branchAt } from './BranchesOnce';
import { picturesOf, picturesOfSource } from './databasePictures';
import type { DatabaseRef } from './databases';
import type { Finding } from './Finding';
import { orSayBehind } from './linkedDatabases';
import type { DatabaseVisit } from './DatabaseVisit';
import type { NotionReader, SourceRef } from './NotionReader';
import { rowsOf, type Opening } from './rows';
import { titleOf } from './titleOf';
import type { PagePart, RowChoice } from './WalkPlan';
import type { WalkScope } from './WalkScope';

interface InDatabase {
	database: DatabaseRef;
	/** The pictures of the database itself. */
	own: readonly Finding[];
	wanted: RowChoice;
	parts: ReadonlySet<PagePart>;
	opening: Opening;
	/** Reads the data source itself. */
	reader: NotionReader;
	visit: DatabaseVisit;
	/** The rows of a data source, read once by whichever ways they are met. */
	rowsIn: (source: SourceRef, filter: Json | undefined) => Located;
}

/**
 * A data source of a database: its own cover and icon where they are wanted, then the files of its rows.
 * What is added does not depend on what else leads to the same data source.
 */
export function addSource(
	branch: Branch,
	source: SourceRef,
	place: InDatabase,
	scope: WalkScope,
): void {
	const { database, own, wanted, parts, opening, reader, visit, rowsIn } = place;
	if (database.isLinked) return branch.addBranch(branchBehind(source, place, scope));
	const hasPictures = parts.has('cover') || parts.has('icon');
	// If a data source was picked by its own ID, its pictures are known.
	if (wanted.itself && hasPictures && source.id !== database.id) {
		branch.addBranch(picturesOfSource(source, own, parts, reader, opening.level + 1, visit));
	}
	branch.addBranch(rowsIn(source, wanted.filter));
}

/** The rows of a data source, and nothing else of it. */
export function rowsBranch(source: SourceRef, filter: Json | undefined, opening: Opening): Branch {
	return new Branch(async (branch) => branch.addBranch(rowsOf(source, filter, opening)));
}

/** A data source behind a linked database. Besides its pictures, reading it gives its name. */
function branchBehind(
	{ id, object }: SourceRef,
	{ database, wanted, parts, opening, rowsIn }: InDatabase,
	scope: WalkScope,
): Branch {
	// Where it is one of several, the others are there.
	const level = database.sources.length > 1 ? Math.max(opening.level, 1) : opening.level;
	const behind = branchAt(level, mention('a database', database.id), async (branch) => {
		const found = object ?? (await orSayBehind(database, scope.sourceBehind(id)));
		if (wanted.itself) branch.add(picturesOf(found, parts));
		branch.addBranch(rowsIn({ id, name: titleOf(found) }, wanted.filter));
	});
	behind.place = { kind: 'dataSource', id };
	behind.pageId = id;
	return behind;
}
