import type { Json } from '../json';
import { mention } from '../mentions';
import { Branch } from './Branch';
import { branchAt } from './BranchesOnce';
import { picturesOf, picturesOfSource } from './databasePictures';
import type { DatabaseRef } from './databases';
import type { Finding } from './Finding';
import { readBehind } from './linkedDatabases';
import type { DatabaseVisit } from './DatabaseVisit';
import type { NotionReader, SourceRef } from './NotionReader';
import { rowsOf, type Opening } from './rows';
import { titleOf } from './titleOf';
import type { PagePart, RowChoice } from './WalkPlan';

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
}

/** A data source of a database: its own cover and icon where they are wanted, then the files of its rows. */
export function dataSourceBranch(source: SourceRef, place: InDatabase): Branch {
	const { database, own, wanted, parts, opening, reader, visit } = place;
	if (database.isLinked) return branchBehind(source, place);
	const hasPictures = parts.has('cover') || parts.has('icon');
	return new Branch(async (branch) => {
		// If a data source was picked by its own ID, its pictures are known.
		if (wanted.itself && hasPictures && source.id !== database.id) {
			branch.addBranch(picturesOfSource(source, own, parts, reader, opening.level + 1, visit));
		}
		branch.addBranch(rowsOf(source, wanted.filter, opening));
	});
}

/** One whose database need not be asked for: only its rows. */
export function knownSource(source: SourceRef, opening: Opening): Branch {
	return new Branch(async (branch) => branch.addBranch(rowsOf(source, undefined, opening)));
}

/** A data source behind a linked database. Besides its pictures, reading it gives its name. */
function branchBehind(
	{ id, object }: SourceRef,
	{ database, wanted, parts, opening }: InDatabase,
): Branch {
	// Where it is one of several, the others are there.
	const level = database.sources.length > 1 ? Math.max(opening.level, 1) : opening.level;
	return branchAt(level, mention('a database', database.id), async (branch) => {
		const source: Json = object ?? (await readBehind(database, id, opening.reader));
		if (wanted.itself) branch.add(picturesOf(source, parts));
		branch.addBranch(rowsOf({ id, name: titleOf(source) }, wanted.filter, opening));
	});
}
