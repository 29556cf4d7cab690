import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import { anyOf, boolean, oneOf } from './kinds/choices';
import { collection } from './kinds/collection';
import { megabytes } from './kinds/numbers';
import { text } from './kinds/texts';

const fileTypes = anyOf({
	displayName: 'File Types',
	name: 'fileTypes',
	type: 'multiOptions',
	options: [
		{ name: 'Archive', value: 'archive', description: 'ZIP, RAR, 7z, TAR and similar' },
		{ name: 'Audio', value: 'audio' },
		{ name: 'Document', value: 'document', description: 'Word, OpenDocument, RTF, e-books' },
		{ name: 'Image', value: 'image' },
		{ name: 'Other', value: 'other' },
		{ name: 'PDF', value: 'pdf' },
		{ name: 'Presentation', value: 'presentation' },
		{ name: 'Spreadsheet', value: 'spreadsheet', description: 'Excel, OpenDocument, CSV' },
		{ name: 'Text', value: 'text', description: 'Plain text, Markdown, HTML, code' },
		{ name: 'Video', value: 'video' },
	],
	default: [],
	description: 'Only return files of these types. Leave empty for all types.',
});

const hostedBy = oneOf({
	displayName: 'Hosted On',
	name: 'hostedBy',
	type: 'options',
	options: [
		{ name: 'Anywhere', value: 'any' },
		{ name: 'Notion', value: 'notion', description: 'Files uploaded to Notion' },
		{
			name: 'Other Sites',
			value: 'external',
			description: 'Files on other sites that Notion only links to',
		},
	],
	default: 'any',
	description: 'Where the file is stored',
});

const maximumSize = megabytes({
	displayName: 'Maximum Size (MB)',
	name: 'maximumSize',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 100,
	description:
		'Skip larger files and name them in a hint. 1 MB is 1,048,576 bytes; 0 means no limit. Has no effect with Links Only.',
});

const namePattern = text({
	displayName: 'Name Pattern',
	name: 'namePattern',
	type: 'string',
	default: '',
	placeholder: 'e.g. *.pdf, invoice-*',
	description:
		'Only return files whose full name matches, ignoring case. * matches anything, ? one character, {a,b} either; all other characters match themselves. Separate patterns with commas, and start a pattern with ! to exclude files.',
});

const skipEmptyFiles = boolean(
	{
		displayName: 'Skip Empty Files',
		name: 'skipEmptyFiles',
		type: 'boolean',
		default: true,
		description:
			'Whether to skip files of 0 bytes and name them in a hint. n8n’s nodes for Google Drive, AWS S3 and Azure Storage cannot upload them. Has no effect with Links Only.',
	},
	false,
);

/** Which files to return: read as `compileFilters` takes them. */
export const filters = collection(
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description:
			'Limit which files are returned. Files that can be ruled out beforehand are not downloaded at all.',
		displayOptions: { hide: { operation: PASSING_OPERATIONS } },
	},
	{ kinds: fileTypes, hostedBy, maximumBytes: maximumSize, namePattern, skipEmptyFiles },
);
