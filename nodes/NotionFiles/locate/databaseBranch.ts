import { describeDatabase } from '../files/describe';
import { mention } from '../mentions';
import type { Branch, Located } from './Branch';
import { branchAt } from './BranchesOnce';
import { picturesOf } from './databasePictures';
import { dataSourceBranch, knownSource } from './dataSourceBranch';
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
	/** The ID of the page or database that it was reached from. */
	above: string | undefined;
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
	const { trails } = scope;
	const { depth, level, above } = place;
	if (scope.leavesOut(databaseId)) return NOTHING;
	trails?.met({ kind: 'database', id: databaseId }, above);
	return scope.readOnce('database', databaseId, depth, () =>
		branchAt(
			level,
			mention('a database', databaseId),
			async (branch) => {
				const openSource = ({ id }: SourceRef, open: () => Branch): void => {
					if (scope.leavesOut(id)) return;
					trails?.met({ kind: 'dataSource', id }, databaseId);
					branch.addBranch(scope.readOnce('data source', id, depth, open));
				};
				const mayRest = level > 0 && MAY_REST.includes(read);
				const sources = mayRest ? await scope.known?.sourcesOf(databaseId) : undefined;
				if (sources) {
					// Below what the user picked, all rows are wanted.
					return sources.forEach((one) => openSource(one, () => knownSource(one, opening)));
				}
				const visit = new DatabaseVisit(databaseId, momentOf(scope.reader));
				const reader = directIf(scope.known?.hasMet(databaseId) === true, scope.reader);
				const database = await read(databaseId, reader);
				trails?.named(database);
				if (level === 0) branch.add([{ kind: 'begins', where: `in ${inWords(database)}` }]);
				const wanted = typeof rows === 'function' ? await rows(database) : rows;
				if (database.isInTrash) branch.add([inTrash(describeDatabase(database))]);
				const { parts } = scope.plan;
				const own = wanted.itself ? picturesOf(database.object, parts) : [];
				branch.add(own);
				for (const source of chooseSources(database, wanted.source)) {
					visit.meet(source);
					openSource(source, () =>
						dataSourceBranch(source, { database, own, wanted, parts, opening, reader, visit }),
					);
				}
				if (mayRest && !database.isLinked) branch.addBranch(visit.end());
			},
			() => scope.fail(databaseId),
		),
	);
}
