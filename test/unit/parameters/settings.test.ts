import { FILE_KINDS } from '../../../nodes/NotionFiles/files/types/fileKinds';
import { DEFAULT_RUN_SETTINGS } from '../../../nodes/NotionFiles/parameters/runSettings';
import { readSettings, type Settings } from '../../../nodes/NotionFiles/parameters/settings';
import { triggerParameters } from '../../../nodes/NotionFiles/trigger/triggerParameters';
import { parametersOf, refusal } from './context';

interface Given {
	output?: unknown;
	filters?: unknown;
	options?: unknown;
}

function settingsOf({ output = 'files', filters = {}, options = {} }: Given = {}): Settings {
	return readSettings(parametersOf({ output, filters, options }));
}

const refusalOf = (given: Given) => refusal(() => settingsOf(given));

test('by default every file is returned, in the field data', () => {
	const { filters, ...settings } = settingsOf();
	expect(settings).toMatchObject(DEFAULT_RUN_SETTINGS);
	expect(settings).toEqual({
		binaryFileName: 'notion',
		downloadsAtOnce: 16,
		fullCheckEveryMs: 86_400_000,
		stallTimeoutMs: 60_000,
		onlyNewIn: undefined,
		output: 'files',
		simplify: true,
		maximumBytes: undefined,
		binaryPropertyName: 'data',
		dataSource: '*',
		processedList: 'default',
		includeDownloadUrl: false,
		includeRowProperties: false,
		sha256: false,
		retries: 5,
	});
	expect(filters.beforeDownload({ hosting: 'external', name: 'a' })).toBeUndefined();
	const huge = { name: 'a.iso', mimeType: 'application/x-iso9660-image', size: 1e15 };
	expect(filters.afterHead(huge)).toBeUndefined();
});

describe('an option', () => {
	test.each<[string, unknown, Partial<Settings>]>([
		['downloadsAtOnce', 3, { downloadsAtOnce: 3 }],
		['stallTimeout', 10, { stallTimeoutMs: 10_000 }],
		['retries', 0, { retries: 0 }],
		['retries', '7', { retries: 7 }],
		['binaryPropertyName', ' attachment ', { binaryPropertyName: 'attachment' }],
		['binaryPropertyName', 'Müll-1', { binaryPropertyName: 'Müll-1' }],
		['includeDownloadUrl', true, { includeDownloadUrl: true }],
		['includeDownloadUrl', 'true', { includeDownloadUrl: true }],
		['includeDownloadUrl', 'false', { includeDownloadUrl: false }],
		['sha256', true, { sha256: true }],
		['sha256', null, { sha256: false }],
		['sha256', '', { sha256: false }],
	])('%s: %j', (name, value, expected) => {
		expect(settingsOf({ options: { [name]: value } })).toMatchObject(expected);
	});

	test.each<[string, unknown, string]>([
		['downloadsAtOnce', 0, 'Parallel Downloads'],
		['downloadsAtOnce', 65, 'Parallel Downloads'],
		['stallTimeout', 0, 'Stall Timeout'],
		['stallTimeout', 0.5, 'Stall Timeout'],
		['retries', -1, 'Retries'],
		['retries', 'many', 'Retries'],
		['binaryPropertyName', '', 'Put Output File in Field'],
		['binaryPropertyName', 'a.b', 'Put Output File in Field'],
		['binaryPropertyName', '__proto__', 'Put Output File in Field'],
		['binaryPropertyName', 7, 'Put Output File in Field'],
		['binaryFileName', 'unicode', 'File Name in Binary Data'],
		['includeDownloadUrl', 'yes', 'Include Download URL'],
		['includeRowProperties', 'yes', 'Include Row Properties'],
		['sha256', 1, 'Include SHA-256'],
	])('%s cannot be %j, and the error has its name in the editor', (name, value, label) => {
		const error = refusalOf({ options: { [name]: value } });
		expect(error.code).toBe('invalidParameter');
		expect(error.message).toContain(`“${label}”`);
		expect(error.remedy).toBeTruthy();
	});
});

test('the maximum size is compared in bytes, and passed on to the download', () => {
	const { maximumBytes, filters } = settingsOf({ filters: { maximumSize: 2 } });
	expect(maximumBytes).toBe(2_097_152);
	const file = { name: 'a.bin', mimeType: 'application/octet-stream' };
	expect(filters.afterHead({ ...file, size: 2_097_152 })).toBeUndefined();
	expect(filters.afterHead({ ...file, size: 2_097_153 })).toBe('maximumSize');
	expect(refusalOf({ filters: { maximumSize: -1 } }).message).toBe('“Maximum Size” cannot be “-1”');
	const mention = `\uFFF9${'e'.repeat(32)}\uFFFAx\uFFFB`;
	expect(refusalOf({ filters: { maximumSize: mention } }).address).toBeUndefined();
});

test('empty files are skipped only where that is asked for', () => {
	const empty = { name: 'a.bin', mimeType: 'application/octet-stream', size: 0 };
	const reasonFor = (filters: object) => settingsOf({ filters }).filters.afterHead(empty);
	expect(reasonFor({})).toBeUndefined();
	expect(reasonFor({ skipEmptyFiles: false })).toBeUndefined();
	expect(reasonFor({ skipEmptyFiles: true })).toBe('empty');
});

test('every kind of file can be chosen', () => {
	for (const kind of FILE_KINDS) {
		expect(() => settingsOf({ filters: { fileTypes: [kind] } })).not.toThrow();
	}
});

describe('a filter', () => {
	const pdf = { name: 'a.pdf', mimeType: 'application/pdf', size: undefined };

	test.each<[string, unknown, string | undefined]>([
		['fileTypes', ['pdf'], undefined],
		['fileTypes', 'image, pdf', undefined],
		['fileTypes', ['image'], 'fileType'],
		['fileTypes', [], undefined],
		['fileTypes', '', undefined],
		['namePattern', '*.pdf', undefined],
		['namePattern', '*.docx', 'namePattern'],
		['namePattern', ' ', undefined],
		['namePattern', null, undefined],
	])('%s of %j answers %p for a PDF', (name, value, expected) => {
		const { filters } = settingsOf({ filters: { [name]: value } });
		expect(filters.afterHead(pdf)).toBe(expected);
	});

	test.each([
		['any', undefined, undefined],
		['notion', undefined, 'hostedBy'],
		['external', 'hostedBy', undefined],
	])(
		'hostedBy of %s answers %p for an uploaded file, and %p for a linked one',
		(hostedBy, hosted, linked) => {
			const { filters } = settingsOf({ filters: { hostedBy } });
			expect(filters.beforeDownload({ hosting: 'notion', name: 'a' })).toBe(hosted);
			expect(filters.beforeDownload({ hosting: 'external', name: 'a' })).toBe(linked);
		},
	);

	test.each<[string, unknown, string]>([
		['fileTypes', ['hologram'], 'File Types'],
		['fileTypes', { pdf: true }, 'File Types'],
		['namePattern', 7, 'Name Pattern'],
		['hostedBy', 'nobody', 'Hosted On'],
	])('%s cannot be %j', (name, value, label) => {
		const error = refusalOf({ filters: { [name]: value } });
		expect(error.code).toBe('invalidParameter');
		expect(error.message).toContain(`“${label}”`);
	});
});

test.each(['file', '', null, ['files']])('the output cannot be %j', (output) => {
	expect(refusalOf({ output }).message).toContain('“Return” cannot be');
});

describe('a limit', () => {
	test.each<[string, Record<string, unknown>, number | undefined]>([
		['is off by default', {}, undefined],
		['counts where Return All is off', { returnAll: false, limit: 7 }, 7],
		['may be a text that is a number', { returnAll: 'false', limit: '7' }, 7],
		['is off where an expression returns nothing', { returnAll: '', limit: 7 }, undefined],
	])('%s', (_, given, limit) => {
		const parameters = parametersOf({ output: 'files', filters: {}, options: {}, ...given });
		expect(readSettings(parameters).limit).toBe(limit);
	});

	test('is not for the trigger', () => {
		const names = triggerParameters.map(({ name }) => name);
		expect(names.filter((name) => ['returnAll', 'limit'].includes(name))).toEqual([]);
	});
});
