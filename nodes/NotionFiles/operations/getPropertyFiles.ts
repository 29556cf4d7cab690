import { Branch } from '../locate/Branch';
import { chooseProperty } from '../locate/chooseProperty';
import { filesProperties, pageRef } from '../locate/pageFiles';
import { propertyBranch } from '../locate/propertyBranch';
import { pageLocator } from '../parameters/locators';
import type { FilesOperation } from './Operation';

/** The value that stands for every files property; no property can be named so by its ID. */
export const ALL_PROPERTIES = '*';

const show = { operation: ['getPropertyFiles'] };

export const getPropertyFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Property Files',
		value: 'getPropertyFiles',
		action: 'Get property files',
		description: 'Get the files of one or all files properties of a page',
	},
	properties: [
		pageLocator(show.operation),
		{
			displayName: 'Property Name or ID',
			name: 'property',
			type: 'options',
			typeOptions: {
				loadOptionsMethod: 'getFilesProperties',
				loadOptionsDependsOn: ['pageId.value'],
			},
			default: ALL_PROPERTIES,
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			displayOptions: { show },
		},
	],
	locate(parameters, reader) {
		const pageId = parameters.id('pageId', 'Page', 'page');
		const wanted = parameters.text('property', 'Property Name or ID');
		return new Branch(async (branch) => {
			const page = await reader.page(pageId);
			const properties =
				wanted === ALL_PROPERTIES
					? filesProperties(page)
					: [chooseProperty(wanted, page, pageRef(page))];
			properties.forEach((property) => branch.addBranch(propertyBranch(property, page, reader)));
		});
	},
};
