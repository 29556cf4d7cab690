import type { INodeProperties } from 'n8n-workflow';
import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import { processedListOption } from '../history/workflowHistory';

/** Operations that give no files. */
const displayOptions = { hide: { operation: PASSING_OPERATIONS } };

/** Parameters that every operation which gives files has, after its own. */
export const sharedParameters: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Files',
				value: 'files',
				description: 'Download each file and put it into a binary field',
			},
			{
				name: 'Links Only',
				value: 'links',
				description:
					'Download nothing; give a fresh link to each file. Only the link is known then, so a linked file may have a different name and type than with Files. Links to files in Notion work for an hour, for anyone who has them.',
			},
		],
		default: 'files',
		description: 'Whether to give the files themselves or only links to them',
		displayOptions,
	},
	{
		displayName: 'Only New Files',
		name: 'onlyNewFiles',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out files that were processed before. A file is given in every run until “Mark as Processed” at the end of the workflow marks it, so none is lost when an upload fails. It works in runs of the active workflow; a manual run gives all files. Applies to the whole run, so it must be the same for every item.',
		displayOptions,
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'Which files to leave out; what can be told beforehand is not downloaded at all',
		displayOptions,
		options: [
			{
				displayName: 'File Types',
				name: 'fileTypes',
				type: 'multiOptions',
				options: [
					{ name: 'Archive', value: 'archive', description: 'ZIP, RAR, 7z, TAR and the like' },
					{ name: 'Audio', value: 'audio' },
					{ name: 'Document', value: 'document', description: 'Word, OpenDocument, RTF, e-book' },
					{ name: 'Image', value: 'image' },
					{ name: 'Other', value: 'other' },
					{ name: 'PDF', value: 'pdf' },
					{ name: 'Presentation', value: 'presentation' },
					{ name: 'Spreadsheet', value: 'spreadsheet', description: 'Excel, OpenDocument, CSV' },
					{ name: 'Text', value: 'text', description: 'Plain text, Markdown, HTML, code' },
					{ name: 'Video', value: 'video' },
				],
				default: [],
				description: 'Only files of these types. Empty means all.',
			},
			{
				displayName: 'Hosted By',
				name: 'hostedBy',
				type: 'options',
				options: [
					{ name: 'Anyone', value: 'any' },
					{ name: 'Notion', value: 'notion', description: 'Files uploaded to Notion' },
					{
						name: 'Other Sites',
						value: 'external',
						description: 'Files on other sites, to which Notion only links',
					},
				],
				default: 'any',
				description: 'Where the file is stored',
			},
			{
				displayName: 'Maximum Size (MB)',
				name: 'maximumSize',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 100,
				description:
					'Larger files are left out, and a hint says so. 1 MB is 1,048,576 bytes; 0 means no limit. Links Only cannot know sizes.',
			},
			{
				displayName: 'Name Pattern',
				name: 'namePattern',
				type: 'string',
				default: '',
				placeholder: 'e.g. *.pdf, invoice-*',
				description:
					'Only files whose whole name matches; * stands for anything, ? for one character, {a,b} for either. Separate several patterns by commas; one that begins with ! leaves files out. Upper and lower case are the same; other characters stand for themselves.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions,
		options: [
			{
				displayName: 'Downloads at Once',
				name: 'downloadsAtOnce',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 64 },
				default: 16,
				description:
					'How many files to download at the same time. Applies to the whole run, so it must be the same for every item.',
			},
			{
				displayName: 'Include Download URL',
				name: 'includeDownloadUrl',
				type: 'boolean',
				default: false,
				description:
					'Whether to add the link that was used to the output. A link to a file in Notion gives access for an hour to anyone who reads the execution.',
			},
			processedListOption,
			{
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				default: 'data',
				hint: 'The name of the output binary field to put the file in',
				description: 'The next node reads the file from the field of this name',
			},
			{
				displayName: 'Retries',
				name: 'retries',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 20 },
				default: 5,
				description:
					'How often to try a download again that fails or stalls, without progress in between. It goes on where it stopped.',
			},
			{
				displayName: 'SHA-256',
				name: 'sha256',
				type: 'boolean',
				default: false,
				description: 'Whether to add the SHA-256 checksum of the bytes to the output',
			},
			{
				displayName: 'Stall Timeout (Seconds)',
				name: 'stallTimeout',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 3600 },
				default: 60,
				description:
					'How long a host may send nothing before the download counts as failed and is tried again. It also fails if less than 256 KB arrives in five minutes, or if the host keeps announcing an answer (HTTP 1xx) for more than twice this time. Applies to the whole run, so it must be the same for every item.',
			},
		],
	},
];
