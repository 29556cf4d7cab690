import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
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
		const read = orLinked(isFromList(chosen) ? readListed : readDatabase);
		const database = await read(readId(chosen, 'Database', 'database'), reader);
		const ids = await reader.views.idsOf(homeOf(database));
		const views = await Promise.all(ids.map(async (id) => await reader.views.view(id)));
		const sources = new Set<string | undefined>(database.sources.map(({ id }) => id));
		const shown = views.filter(({ sourceId }) => sourceId !== undefined && sources.has(sourceId));
		return [...always, ...shown.map(optionFor)];
	});
}

function optionFor({ id, name, type }: View): INodePropertyOptions {
	return { name, value: id, description: type.charAt(0).toUpperCase() + type.slice(1) };
}
