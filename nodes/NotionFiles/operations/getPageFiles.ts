import { PageWalk } from '../locate/PageWalk';
import { pageLocator } from '../parameters/locators';
import type { FilesOperation } from './Operation';
import { readPageParameters } from '../parameters/pageParameters';

export const getPageFiles: FilesOperation = {
	kind: 'files',
	option: {
		name: 'Get Page Files',
		value: 'getPageFiles',
		action: 'Get page files',
		description: 'Get the files of a page: cover, icon, files properties, content and comments',
	},
	properties: [pageLocator(['getPageFiles'])],
	locate(parameters, reader, resting) {
		const pageId = parameters.id('pageId', 'Page', 'page');
		const { plan, childPages } = readPageParameters(parameters);
		return new PageWalk(reader, plan, resting).page(pageId, childPages);
	},
};
