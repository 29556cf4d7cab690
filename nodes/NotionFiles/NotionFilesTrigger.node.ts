import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { getDataSources, searchDatabases, searchPages } from './editor/lists';
import { getViews } from './editor/views';
import { credentials } from './parameters/authentication';
import { NEWEST_VERSION, VERSIONS } from './parameters/versions';
import { poll } from './trigger/poll';
import { triggerParameters } from './trigger/triggerParameters';

export class NotionFilesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Notion Files Trigger',
		name: 'notionFilesTrigger',
		icon: { light: 'file:notionFiles.svg', dark: 'file:notionFiles.dark.svg' },
		group: ['trigger'],
		version: VERSIONS,
		defaultVersion: NEWEST_VERSION,
		subtitle:
			'={{ $parameter["event"] === "newFile" ? "new file" : "new or changed file" }} on a {{ $parameter["watch"] }}',
		// Where a package has both, n8n's node panel shows this one's description for both.
		description:
			'Download files from Notion, or start a workflow when a page or database gets new files',
		defaults: { name: 'Notion Files Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: triggerParameters,
	};

	methods = {
		listSearch: { searchDatabases, searchPages },
		loadOptions: { getDataSources, getViews },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
