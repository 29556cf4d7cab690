import { describeDatabase } from '../files/describe';
import type { Json } from '../json';
import { mention } from '../mentions';
import type { Located } from './Branch';
import { branchAt } from './BranchesOnce';
import { picturesOf } from './databasePictures';
import { addSource, rowsBranch } from './dataSourceBranch';
import {
	ALL_SOURCES,
	chooseSources,
	readChildDatabase,
	readChildOrLinked,
	readDatabase,
	readListed,
	homeOf,
	type DatabaseRef,
	type ReadDatabase,
} from './databases';
import { DatabaseVisit } from './DatabaseVisit';
import { directIf, momentOf } from './moments';
import type { SourceRef } from './NotionReader';
import { inTrash } from './pageObject';
import { NOTHING } from './ReadOnce';
import type { Opening } from './rows';
import type { WalkScope } from './WalkScope';
import type { ChooseRows, RowChoice } from './WalkPlan';

/** All rows of a database, and its own pictures. */
export const EVERYTHING: RowChoice = { source: ALL_SOURCES, filter: undefined, itself: true };

/** What is read like this says by its own time whether it has changed; a row of a wiki is there already. */
const MAY_REST: readonly ReadDatabase[] = [
	readChildDatabase,
	readChildOrLinked,
	readDatabase,
	readListed,
];

/** As the user knows it, who also picks a data source as a database. */
function inWords(database: DatabaseRef): string {
	if (database.isLinked) return mention('the linked database', database.id);
	return describeDatabase({ ...database, id: homeOf(database) });
}

/** A database to be opened; for `depth` see `PageWalk`, for `level` see `branchAt`. */
export interface DatabasePlace {
	depth: number;
	level: number;
}

/**
 * The database's own cover and icon, then the files of its rows in the order in which those were created.
 * A choice of rows holds for its data sources wherever else they are met.
 * @param read reads the ID as what it is known to be
 */
export function databaseBranch(
	scope: WalkScope,
	databaseId: string,
	place: DatabasePlace,
	rows: RowChoice | ChooseRows,
	read: ReadDatabase,
	opening: Opening,
): Located {
	const { depth, level } = place;
	if (scope.leavesOut(databaseId)) return NOTHING;
	return scope.readOnce({ kind: 'database', id: databaseId }, depth, () =>
		branchAt(
			level,
			mention('a database', databaseId),
			async (branch) => {
				const sourcesAmong = (all: readonly SourceRef[]): readonly SourceRef[] =>
					all.filter(({ id }) => !scope.leavesOut(id));
				// Whichever way leads to a data source, its rows are the same.
				const rowsIn = (source: SourceRef, filter: Json | undefined): Located =>
					scope.readOnce({ kind: 'dataSource', id: source.id }, depth, () =>
						rowsBranch(source, filter, opening),
					);
				const mayRest = level > 0 && MAY_REST.includes(read);
				const sources = mayRest ? await scope.known?.sourcesOf(databaseId) : undefined;
				if (sources) {
					// Below what the user picked, all rows are wanted.
					return sourcesAmong(sources).forEach((one) => branch.addBranch(rowsIn(one, undefined)));
				}
				const visit = new DatabaseVisit(databaseId, momentOf(scope.reader));
				const reader = directIf(scope.known?.hasMet(databaseId) === true, scope.reader);
				const database = await read(databaseId, reader);
				scope.trails?.named(database);
				if (level === 0) branch.add([{ kind: 'begins', where: `in ${inWords(database)}` }]);
				const wanted = typeof rows === 'function' ? await rows(database) : rows;
				if (database.isInTrash) branch.add([inTrash(describeDatabase(database))]);
				const { parts } = scope.plan;
				const own = wanted.itself ? picturesOf(database.object, parts) : [];
				branch.add(own);
				const chosen = chooseSources(database, wanted.source);
				chosen.forEach((source) => visit.meet(source));
				const below = { database, own, wanted, parts, opening, reader, visit, rowsIn };
				sourcesAmong(chosen).forEach((one) => addSource(branch, one, below, scope));
				if (mayRest && !database.isLinked) branch.addBranch(visit.end());
			},
			() => scope.fail(databaseId),
		),
	);
}
