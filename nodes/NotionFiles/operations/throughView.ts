import { mayBeLeftOut, NotionFilesError } from '../errors';
import { describeDatabase } from '../files/describe';
import { asObject, type Json } from '../json';
import { ifReadable } from '../locate/BranchesOnce';
import { alike } from '../locate/chooseProperty';
import { ALL_SOURCES, chooseSources, homeOf, type DatabaseRef } from '../locate/databases';
import type { NotionReader } from '../locate/NotionReader';
import type { View } from '../locate/Views';
import { allOf } from '../notion/allOf';
import { mayNameGroups, withoutGroups } from '../notion/statusGroups';
import { shortName } from '../outward';
import type { ChosenView } from '../parameters/views';

/** The rows that a view shows: those of one data source that pass all filters. */
export interface Shown {
	source: string;
	/** Those of the view and the user’s own in one. */
	filter: Json | undefined;
	/** Whether the view has a filter. */
	isFiltered: boolean;
}

/**
 * What a view of a database shows of it.
 * @param source the data source that the user has chosen
 * @param filter the user’s own
 * @throws NotionFilesError if it is not a view of this database, or shows no rows
 */
export async function throughView(
	chosen: ChosenView,
	database: DatabaseRef,
	{ source, filter }: { source: string; filter: Json | undefined },
	reader: NotionReader,
): Promise<Shown> {
	const view =
		chosen.kind === 'id'
			? await viewById(chosen.id, reader)
			: await viewByName(chosen.name, database, reader);
	const { sourceId, filters } = view;
	if (sourceId === undefined) throw isDashboard(view);
	if (!database.sources.some(({ id }) => id === sourceId)) throw ofAnother(view, database);
	if (source !== ALL_SOURCES) {
		const [wanted] = chooseSources(database, source);
		if (wanted && wanted.id !== sourceId) throw ofAnotherSource(view, wanted.name);
	}
	const own = await asQueried(filters, sourceId, database, reader);
	return {
		source: sourceId,
		filter: allOf(filter === undefined ? own : [...own, filter]),
		isFiltered: filters.length > 0,
	};
}

/** Only statuses make it necessary to know the properties. */
async function asQueried(
	filters: Json[],
	sourceId: string,
	{ id, object }: DatabaseRef,
	reader: NotionReader,
): Promise<Json[]> {
	if (!filters.some(mayNameGroups)) return filters;
	const source = id === sourceId ? object : await reader.dataSource(sourceId);
	return filters.map((one) => withoutGroups(one, asObject(source.properties)));
}

async function viewById(id: string, { views }: NotionReader): Promise<View> {
	return await views.view(id).catch(async (thrown: unknown) => {
		if (!(thrown instanceof NotionFilesError) || !mayBeLeftOut(thrown)) {
			return await Promise.reject(thrown);
		}
		const { code, httpStatus, notionMessage } = thrown;
		throw new NotionFilesError({
			code,
			message: `Notion does not return the view: it may have been deleted, or the page that it is on is not shared with your connection`,
			remedy: 'Copy the link of the view again, choose a view from the list, or choose “All Rows”.',
			httpStatus,
			notionMessage,
		});
	});
}

/** Only an answer for each view shows its name, so it ends at the first that has this one. */
async function viewByName(
	name: string,
	database: DatabaseRef,
	reader: NotionReader,
): Promise<View> {
	const ids = await reader.views.idsOf(homeOf(database));
	const seen: View[] = [];
	for (const id of ids) {
		const view = await ifReadable(reader.views.view(id));
		if (view?.name === name) return view;
		if (view) seen.push(view);
	}
	const found = seen.find((view) => alike(view.name) === alike(name));
	if (found) return found;
	throw new NotionFilesError({
		code: 'invalidParameter',
		message: `The ${describeDatabase(database)} has no view “${shortName(name)}”`,
		remedy: itsViews(seen, ids.length - seen.length),
	});
}

/** In one sentence. */
const MOST_NAMES = 20;

function itsViews(seen: readonly View[], missing: number): string {
	if (seen.length === 0) {
		return missing === 0
			? 'Notion returns no view of it: choose “All Rows”.'
			: `Notion does not return any of its ${counted(missing)}: choose “All Rows”.`;
	}
	const names = seen.slice(0, MOST_NAMES).map((view) => `“${shortName(view.name)}”`);
	const list = `Its views: ${names.join(', ')}${seen.length > names.length ? ', …' : ''}.`;
	return missing === 0 ? list : `${list} Notion does not return ${missing} more.`;
}

function counted(views: number): string {
	return `${views} ${views === 1 ? 'view' : 'views'}`;
}

function isDashboard({ name }: View): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidParameter',
		message: `The view “${shortName(name)}” is a dashboard, which has no rows of its own`,
		remedy: 'Choose one of the views that it shows, or “All Rows”.',
	});
}

function ofAnother({ name }: View, database: DatabaseRef): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidParameter',
		message: `The view “${shortName(name)}” does not belong to the ${describeDatabase(database)}`,
		remedy: 'Choose a view from the list, or copy the link of the view again, which names both.',
	});
}

function ofAnotherSource({ name }: View, source: string): NotionFilesError {
	return new NotionFilesError({
		code: 'invalidParameter',
		message: `The view “${shortName(name)}” does not show the data source “${shortName(source)}”`,
		remedy: 'Set Data Source to “All Data Sources”, or choose another view.',
	});
}
