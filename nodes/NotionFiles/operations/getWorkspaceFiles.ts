import { sweep } from '../locate/Sweep';
import { foldersFor } from '../parameters/folders';
import { idList } from '../parameters/kinds/ids';
import { readRowProperties } from '../parameters/options';
import { readParts } from '../parameters/pageParameters';
import { propertiesOf } from '../parameters/Parameter';
import type { FilesOperation } from './Operation';

const show = { operation: ['getWorkspaceFiles'] };

const alsoInclude = idList({
	displayName: 'Also Include',
	name: 'alsoInclude',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. https://www.notion.so/acme/Team-handbook-4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d',
	hint: 'URLs or IDs, one per line',
	description:
		'Pages and databases that Notion’s search does not find yet, with everything below them: it may take minutes to find what was shared just now',
	displayOptions: { show },
});

const leaveOut = idList({
	displayName: 'Leave Out',
	name: 'leaveOut',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. https://www.notion.so/acme/Archive-5d0e84b8b9c1d2e3f4a5b6c7d4c1f32a',
	hint: 'URLs or IDs, one per line',
	description: 'Pages and databases to leave out, with everything below them',
	displayOptions: { show },
});

const folders = foldersFor(show.operation, 'pageTree');

export const getWorkspaceFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Workspace Files',
		value: 'getWorkspaceFiles',
		action: 'Get workspace files',
		description:
			'Get files from every page and database that is shared with your connection, and from all below them',
	},
	properties: propertiesOf([alsoInclude, leaveOut, folders]),
	locate(parameters, reader) {
		return sweep(reader, {
			parts: readParts(parameters),
			rowProperties: readRowProperties(parameters),
			alsoInclude: alsoInclude.read(parameters),
			leaveOut: leaveOut.read(parameters),
			withTrails: folders.read(parameters) === 'pageTree',
		});
	},
};
