import { Branch } from '../locate/Branch';
import { chooseProperty } from '../locate/chooseProperty';
import { describePage } from '../files/describe';
import { filesProperties, pageRef } from '../locate/pageFiles';
import { readPage } from '../locate/readPage';
import { addProperty } from '../locate/addProperty';
import { rowRef } from '../locate/rowValues';
import { shortName } from '../outward';
import { requiredText } from '../parameters/kinds/texts';
import { pageLocator } from '../parameters/locators';
import { readRowProperties } from '../parameters/options';
import { propertiesOf } from '../parameters/Parameter';
import type { FilesOperation } from './Operation';

/** The value that stands for every “Files & media” property; no property has it as its ID. */
export const ALL_PROPERTIES = '*';

const show = { operation: ['getPropertyFiles'] };

const page = pageLocator(show.operation);

const property = requiredText({
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
});

export const getPropertyFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Property Files',
		value: 'getPropertyFiles',
		action: 'Get property files',
		description: 'Get files from one or all “Files & media” properties of a page',
	},
	properties: propertiesOf([page, property]),
	locate(parameters, reader) {
		const pageId = page.read(parameters);
		const wanted = property.read(parameters);
		const refOf = readRowProperties(parameters) ? rowRef : pageRef;
		return new Branch(async (branch) => {
			const found = await readPage(pageId, reader);
			const ref = refOf(found);
			const properties =
				wanted === ALL_PROPERTIES ? filesProperties(found) : [chooseProperty(wanted, found, ref)];
			const what =
				wanted === ALL_PROPERTIES
					? '“Files & media” properties'
					: `property “${shortName(properties[0]?.name ?? wanted)}”`;
			const where = `in ${what} of ${describePage(ref)}`;
			branch.add([{ kind: 'begins', where }]);
			properties.forEach((one) => addProperty(branch, one, found, reader, 0, ref));
		});
	},
};
