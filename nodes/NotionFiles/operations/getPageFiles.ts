import { pageLocator } from '../parameters/locators';
import { readPageParameters } from '../parameters/pageParameters';
import type { FilesOperation } from './Operation';
import { walkFor } from './walkFor';

const page = pageLocator(['getPageFiles']);

export const getPageFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Page Files',
		value: 'getPageFiles',
		action: 'Get page files',
		description: 'Get files from a page: cover, icon, properties, content and comments',
	},
	properties: [page.property],
	locate(parameters, reader) {
		const pageId = page.read(parameters);
		const wanted = readPageParameters(parameters);
		return walkFor(wanted, reader, (walk) => walk.page(pageId, wanted.childPages));
	},
};
