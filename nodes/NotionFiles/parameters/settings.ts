import type { INodeProperties } from 'n8n-workflow';
import { compileFilters, type CompiledFilters } from '../files/filters/filters';
import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import { filters } from './filters';
import type { ItemParameters } from './ItemParameters';
import { oneOf } from './kinds/choices';
import { limitParameters, readLimit } from './limit';
import { options, type Options } from './options';
import { propertiesOf } from './Parameter';
import { onlyNewFiles, onlyNewNotice, readRunSettings, type RunSettings } from './runSettings';
import { readSimplify, simplify } from './simplify';

const output = oneOf({
	displayName: 'Return',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Files',
			value: 'files',
			description: 'Download each file into a binary field',
		},
		{
			name: 'Links Only',
			value: 'links',
			description:
				'Return a download link for each file instead. Anyone who has a Notion link can use it for one hour.',
		},
	],
	default: 'files',
	description:
		'Whether to download the files or only return links to them. With links only, hosts are not asked, so a file on another site may get another name and type.',
	displayOptions: { hide: { operation: PASSING_OPERATIONS } },
});

/** n8n hands an agent the JSON of what a tool returns, and nothing else. */
const toolNotice: INodeProperties = {
	displayName:
		'An agent receives the name, type, page and caption of each file, never its content. Choose “Links Only”, so that it also receives links and no file is downloaded in vain.',
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: {
		show: { '@tool': [true], output: ['files'] },
		hide: { operation: PASSING_OPERATIONS },
	},
};

/** The parameters of every operation that returns files, after its own. */
export const sharedParameters: INodeProperties[] = [
	...limitParameters,
	output.property,
	simplify.property,
	toolNotice,
	onlyNewFiles.property,
	onlyNewNotice,
	...propertiesOf([filters, options]),
];

/** What the shared parameters say for one input item. */
export interface Settings extends RunSettings, Options {
	output: 'files' | 'links';
	simplify: boolean;
	filters: CompiledFilters;
	/** How many files to return; undefined for all. */
	limit: number | undefined;
	maximumBytes: number | undefined;
}

/** @throws NotionFilesError `invalidParameter` */
export function readSettings(values: ItemParameters): Settings {
	const wanted = filters.read(values);
	return {
		...options.read(values),
		...readRunSettings(values),
		output: output.read(values),
		simplify: readSimplify(values),
		filters: compileFilters(wanted),
		limit: readLimit(values),
		maximumBytes: wanted.maximumBytes,
	};
}
