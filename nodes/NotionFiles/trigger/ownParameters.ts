import { boolean, oneOf } from '../parameters/kinds/choices';

export const watch = oneOf({
	displayName: 'Watch',
	name: 'watch',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Database', value: 'database', description: 'Files in all rows of a database' },
		{ name: 'Page', value: 'page', description: 'Files on a page' },
		{
			name: 'Workspace',
			value: 'workspace',
			description: 'Files on every page and database that is shared with your connection',
		},
	],
	default: 'page',
	description: 'Where to look for new files',
});

export const event = oneOf({
	displayName: 'Event',
	name: 'event',
	type: 'options',
	options: [
		{
			name: 'New File',
			value: 'newFile',
			description: 'When a file is added or replaced',
		},
		{
			name: 'New or Changed File',
			value: 'newOrChangedFile',
			description: 'Also when the name or caption of a file changes',
		},
	],
	default: 'newFile',
	description: 'What starts the workflow',
});

export const existingFiles = boolean({
	displayName: 'Include Existing Files',
	name: 'existingFiles',
	type: 'boolean',
	default: false,
	description: 'Whether the first poll also returns the files that already exist',
});
