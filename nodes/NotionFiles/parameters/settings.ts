import { compileFilters, type CompiledFilters } from '../files/filters/filters';
import { FILE_KINDS } from '../files/types/mediaTypes';
import { inWords } from '../json';
import {
	invalid,
	readAnyOf,
	readBoolean,
	readOneOf,
	readWholeNumber,
	type ItemParameters,
} from './ItemParameters';

/** What holds for all items of a run, since they share connections. */
export interface RunSettings {
	downloadsAtOnce: number;
	stallTimeoutMs: number;
	/** The list of processed files whose files are left out; undefined for all files. */
	onlyNewIn: string | undefined;
}

export const DEFAULT_RUN_SETTINGS: RunSettings = {
	// Of small files most of the time is spent waiting for the first byte.
	downloadsAtOnce: 16,
	stallTimeoutMs: 60_000,
	onlyNewIn: undefined,
};

export const DEFAULT_PROCESSED_LIST = 'default';

const DEFAULT_RETRIES = 5;

/** What the shared parameters say for one input item. */
export interface Settings extends RunSettings {
	output: 'files' | 'links';
	filters: CompiledFilters;
	maximumBytes: number | undefined;
	binaryPropertyName: string;
	includeDownloadUrl: boolean;
	sha256: boolean;
	retries: number;
}

const BYTES_PER_MB = 1024 * 1024;

/** @throws NotionFilesError `invalidParameter` */
export function readSettings(parameters: ItemParameters): Settings {
	const output = parameters.oneOf('output', 'Output', ['files', 'links']);
	const filters = parameters.collection('filters');
	const options = parameters.collection('options');
	const maximumBytes = readMaximum(filters.maximumSize);
	const kinds = readAnyOf(filters.fileTypes ?? [], 'File Types', FILE_KINDS);
	return {
		output,
		maximumBytes,
		filters: compileFilters({
			kinds: kinds.size > 0 ? kinds : undefined,
			namePattern: readText(filters.namePattern, 'Name Pattern') || undefined,
			maximumBytes,
			hostedBy: readOneOf(filters.hostedBy ?? 'any', 'Hosted By', ['any', 'notion', 'external']),
		}),
		binaryPropertyName: readFieldName(options.binaryPropertyName ?? 'data'),
		...readRunSettings(parameters),
		retries: readWholeNumber(options.retries ?? DEFAULT_RETRIES, 'Retries', { from: 0, to: 20 }),
		includeDownloadUrl: readBoolean(options.includeDownloadUrl, 'Include Download URL'),
		sha256: readBoolean(options.sha256, 'SHA-256'),
	};
}

/** Which list of processed files is meant. */
export function readProcessedList(options: Readonly<Record<string, unknown>>): string {
	const list = readText(options.processedList, 'List of Processed Files');
	return list || DEFAULT_PROCESSED_LIST;
}

/**
 * Those that hold for the whole run, as one item has them.
 *
 * @throws NotionFilesError `invalidParameter`
 */
export function readRunSettings(parameters: ItemParameters): RunSettings {
	const options = parameters.collection('options');
	const list = readProcessedList(options);
	const { downloadsAtOnce, stallTimeoutMs } = DEFAULT_RUN_SETTINGS;
	const atOnce = options.downloadsAtOnce ?? downloadsAtOnce;
	const seconds = options.stallTimeout ?? stallTimeoutMs / 1000;
	return {
		downloadsAtOnce: readWholeNumber(atOnce, 'Downloads at Once', { from: 1, to: 64 }),
		stallTimeoutMs: readWholeNumber(seconds, 'Stall Timeout', { from: 1, to: 3600 }) * 1000,
		onlyNewIn: parameters.boolean('onlyNewFiles', 'Only New Files') ? list : undefined,
	};
}

function readMaximum(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : (value ?? 0);
	if (typeof number !== 'number' || !(number >= 0)) {
		throw invalid(
			`“Maximum Size” cannot be “${inWords(value)}”`,
			'Give a number of megabytes, or 0.',
		);
	}
	return number === 0 || number === Infinity ? undefined : Math.floor(number * BYTES_PER_MB);
}

function readText(value: unknown, label: string): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	throw invalid(`“${label}” is not a text`, 'Check the expression.');
}

/** A dot would make n8n look for a field within a field, and `__proto__` is no field at all. */
function readFieldName(value: unknown): string {
	const name = readText(value, 'Put Output File in Field');
	if (name !== '' && !name.includes('.') && name !== '__proto__') return name;
	throw invalid(
		`“Put Output File in Field” cannot be “${name}”`,
		'Give a plain name without dots, for example data.',
	);
}
