import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { getDataSources, getFilesProperties, searchDatabases, searchPages } from './editor/lists';
import { getViews } from './editor/views';
import { operations } from './operations';
import { authenticationParameter, credentials } from './parameters/authentication';
import { pageParameters } from './parameters/pageParameters';
import { NEWEST_VERSION, VERSIONS } from './parameters/versions';
import { execute } from './run/execute';
import { sharedParameters } from './parameters/settings';

export class NotionFiles implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Notion Files',
		name: 'notionFiles',
		icon: { light: 'file:notionFiles.svg', dark: 'file:notionFiles.dark.svg' },
		group: ['input'],
		version: VERSIONS,
		defaultVersion: NEWEST_VERSION,
		// The operation's value, spelled as its action: get page files.
		subtitle: '={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Download files from Notion: covers, icons, properties, page content',
		defaults: { name: 'Notion Files' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials,
		properties: [
			authenticationParameter,
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: operations.map(({ option }) => option),
				default: 'getPageFiles',
			},
			...operations.flatMap(({ properties }) => properties),
			...pageParameters,
			...sharedParameters,
		],
	};

	methods = {
		listSearch: { searchDatabases, searchPages },
		loadOptions: { getDataSources, getFilesProperties, getViews },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this)];
	}
}
