import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { ifReadable } from '../locate/BranchesOnce';
import { homeOf, readDatabase, readListed } from '../locate/databases';
import { orLinked } from '../locate/linkedDatabases';
import type { View } from '../locate/Views';
import { notionReader } from '../notion/notionReader';
import { isFromList, readId } from '../parameters/locators';
import { ALL_ROWS, FROM_URL } from '../parameters/views';
import { inEditor, isOpen } from './inEditor';

/** The views of the chosen database that show rows. */
export async function getViews(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const always = [
		{ name: 'All Rows', value: ALL_ROWS },
		{
			name: 'From the URL',
			value: FROM_URL,
			description: 'The view that the URL of the database names (v=); all rows if it names none',
		},
	];
	const chosen = this.getCurrentNodeParameter('databaseId');
	if (isOpen(chosen)) return always;
	return await inEditor(this, async (client) => {
		const reader = notionReader(client);
		const readChosen = orLinked(isFromList(chosen) ? readListed : readDatabase);
		const database = await readChosen(readId(chosen, 'Database', 'database'), reader);
		const ids = await reader.views.idsOf(homeOf(database));
		const read = ids.map(async (id) => await ifReadable(reader.views.view(id)));
		const views = (await Promise.all(read)).filter((view) => view !== undefined);
		const sources = new Set<string | undefined>(database.sources.map(({ id }) => id));
		const shown = views.filter(({ sourceId }) => sourceId !== undefined && sources.has(sourceId));
		return [...always, ...shown.map(optionFor), ...missing(ids.length - views.length)];
	});
}

/** The only place for a hint is the end of the list; choosing it is like choosing nothing. */
function missing(views: number): INodePropertyOptions[] {
	const what = views === 1 ? 'view' : 'views';
	return views === 0 ? [] : [{ name: `… Notion does not return ${views} more ${what}`, value: '' }];
}

function optionFor({ id, name, type }: View): INodePropertyOptions {
	return { name, value: id, description: type.charAt(0).toUpperCase() + type.slice(1) };
}
