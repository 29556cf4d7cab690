import type { INodeProperties } from 'n8n-workflow';
import { authenticationParameter } from '../parameters/authentication';
import { pageParameters } from '../parameters/pageParameters';
import { sharedParameters } from '../parameters/sharedParameters';
import { WATCHED } from './watch';

/** What the trigger answers by itself, or what has no meaning for it. */
const NOT_OURS = new Set(['onlyNewFiles', 'processedList', 'editedAfter']);

const watch: INodeProperties = {
	displayName: 'Watch',
	name: 'watch',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Database', value: 'database', description: 'The files of all rows of a database' },
		{ name: 'Page', value: 'page', description: 'The files of a page' },
	],
	default: 'page',
	description: 'Where to look for new files',
};

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	options: [
		{
			name: 'New File',
			value: 'newFile',
			description: 'A file that was not there before; one that replaces another is new',
		},
		{
			name: 'New or Changed File',
			value: 'newOrChangedFile',
			description: 'Also a file whose name or caption has changed',
		},
	],
	default: 'newFile',
	description: 'What starts the workflow',
};

const existingFiles: INodeProperties = {
	displayName: 'Existing Files',
	name: 'existingFiles',
	type: 'boolean',
	default: false,
	description: 'Whether the first poll also gives the files that are there already',
};

/** The operations' own parameters, shown by what is watched, and the trigger's. */
export const triggerParameters: INodeProperties[] = [
	withOurOptions(authenticationParameter),
	watch,
	...[...WATCHED.page.properties, ...WATCHED.database.properties, ...pageParameters]
		.filter(isOurs)
		.map(shownByWatch),
	event,
	existingFiles,
	...sharedParameters.filter(isOurs).map(withOurOptions),
];

function isOurs({ name }: { name: string }): boolean {
	return !NOT_OURS.has(name);
}

function shownByWatch(property: INodeProperties): INodeProperties {
	const operations = property.displayOptions?.show?.operation ?? [];
	const watched = Object.entries(WATCHED)
		.filter(([, { option }]) => operations.includes(option.value))
		.map(([name]) => name);
	return { ...property, displayOptions: { show: { watch: watched } } };
}

/** Shown always, since there are no operations. */
function withOurOptions(property: INodeProperties): INodeProperties {
	return {
		...property,
		displayOptions: undefined,
		...(property.type === 'collection' ? { options: property.options?.filter(isOurs) } : {}),
	};
}
