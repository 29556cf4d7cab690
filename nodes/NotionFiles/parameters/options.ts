import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import { dataSourceOption } from './dataSource';
import { boolean, oneOf } from './kinds/choices';
import { collection } from './kinds/collection';
import { hours, seconds, wholeNumber } from './kinds/numbers';
import { readText } from './kinds/texts';
import { cannotBe, parameter, type Values } from './Parameter';

/** For the whole run. */
export const downloadsAtOnce = wholeNumber({
	displayName: 'Parallel Downloads',
	name: 'downloadsAtOnce',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 64 },
	// Small files spend most of their time waiting for the first byte.
	default: 16,
	description:
		'How many files to download at the same time. Applies to the whole run, so it must be the same for every item.',
});

const binaryFileName = oneOf({
	displayName: 'File Name in Binary Data',
	name: 'binaryFileName',
	type: 'options',
	options: [
		{ name: 'As in Notion', value: 'notion', description: 'Several files may have the same name' },
		{
			name: 'ASCII Only',
			value: 'ascii',
			description:
				'The unique name in plain ASCII, for Azure Storage and other stores that accept nothing else',
		},
		{
			name: 'Unique',
			value: 'unique',
			description: 'The field “uniqueName”: no two files have the same name',
		},
	],
	default: 'notion',
	description:
		'The name that the next node sees in the binary field, and uses if its own File Name is empty',
});

/** For the whole run. */
export const fullCheckEvery = hours({
	displayName: 'Full Check Every (Hours)',
	name: 'fullCheckEvery',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 720 },
	default: 24,
	description:
		'How often to ask Notion for each page and database itself, with “Only New Files”. In between, the node asks only for what Notion’s search and the databases show as edited, which takes far fewer requests. Search may leave something out: it is found by the next full check. Applies to the whole run, so it must be the same for every item.',
	displayOptions: { show: { '/onlyNewFiles': [true] } },
});

/** What is read for it is part of the page, so it is asked for where files are located. */
const includeRowProperties = boolean({
	displayName: 'Include Row Properties',
	name: 'includeRowProperties',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the field “row” to files on rows of databases: what is in the columns, without files, as plain values by which to name, sort and route the files. Of relations, people and long texts, Notion returns the first 25 parts.',
});

/** @throws NotionFilesError `invalidParameter` */
export function readRowProperties(values: Values): boolean {
	return includeRowProperties.read(options.fieldsIn(values));
}

const includeDownloadUrl = boolean({
	displayName: 'Include Download URL',
	name: 'includeDownloadUrl',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the link that the file was downloaded from to the output. Anyone who can read the execution can use a Notion link for one hour.',
});

/** For the whole run; shared by the operation that returns only new files and the one that marks them. */
export const processedList = parameter(
	{
		displayName: 'List of Processed Files',
		name: 'processedList',
		type: 'string',
		default: 'default',
		description:
			'The name of the list that remembers processed files. Use the same name in the node with “Only New Files” and in the node that marks its files, and a different name for each destination. A new name starts an empty list. Applies to the whole run, so it must be the same for every item.',
	},
	(value, label) => readText(value, label) ?? 'default',
);

const binaryPropertyName = parameter(
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		description: 'The name of the output binary field to put the file in',
	},
	(value, label) => {
		const name = readText(value, label) ?? '';
		// A dot would make n8n look for a field within a field, and `__proto__` is no field at all.
		if (name !== '' && !name.includes('.') && name !== '__proto__') return name;
		throw cannotBe(name, label, 'Enter a name without dots, for example data.');
	},
);

const retries = wholeNumber({
	displayName: 'Retries',
	name: 'retries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 20 },
	default: 5,
	description:
		'How many times to retry a download that fails or stalls. A retry resumes where the download stopped, and progress resets the count.',
});

const sha256 = boolean({
	displayName: 'Include SHA-256',
	name: 'sha256',
	type: 'boolean',
	default: false,
	description: 'Whether to add the SHA-256 checksum of the file to the output',
});

/** For the whole run. */
export const stallTimeout = seconds({
	displayName: 'Stall Timeout (Seconds)',
	name: 'stallTimeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3600 },
	default: 60,
	description:
		'How long to wait for data before a download counts as failed and is retried. A download also fails if less than 256 KB arrives in five minutes, or if the host sends nothing but interim responses (HTTP 1xx) for more than twice this time. Applies to the whole run, so it must be the same for every item.',
});

/** How files are downloaded and returned. */
export const options = collection(
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { hide: { operation: PASSING_OPERATIONS } },
	},
	{
		binaryFileName,
		binaryPropertyName,
		dataSource: dataSourceOption,
		downloadsAtOnce,
		fullCheckEveryMs: fullCheckEvery,
		includeDownloadUrl,
		includeRowProperties,
		processedList,
		retries,
		sha256,
		stallTimeoutMs: stallTimeout,
	},
);

export type Options = ReturnType<typeof options.read>;
