import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import {
	DEFAULT_RUN_SETTINGS,
	readSettings,
	type Settings,
} from '../../../nodes/NotionFiles/parameters/settings';
import { parametersOf } from './context';

interface Given {
	output?: unknown;
	filters?: unknown;
	options?: unknown;
}

function settingsOf({ output = 'files', filters = {}, options = {} }: Given = {}): Settings {
	return readSettings(parametersOf({ output, filters, options }));
}

function refusal(given: Given): NotionFilesError {
	try {
		settingsOf(given);
	} catch (thrown) {
		if (thrown instanceof NotionFilesError) return thrown;
		throw thrown;
	}
	throw new Error('It was accepted');
}

test('where nothing is set, everything is taken into the field data', () => {
	const { filters, ...settings } = settingsOf();
	expect(settings).toEqual({
		...DEFAULT_RUN_SETTINGS,
		output: 'files',
		maximumBytes: undefined,
		binaryPropertyName: 'data',
		includeDownloadUrl: false,
		sha256: false,
		retries: 5,
	});
	expect(filters.beforeDownload({ hosting: 'external', name: 'a' })).toBeUndefined();
	const huge = { name: 'a.iso', mimeType: 'application/x-iso9660-image', size: 1e15 };
	expect(filters.afterHead(huge)).toBeUndefined();
});

test('collections that an expression has emptied count as empty', () => {
	expect(settingsOf({ filters: '', options: [] })).toMatchObject({ binaryPropertyName: 'data' });
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
		['downloadsAtOnce', 0, 'Downloads at Once'],
		['downloadsAtOnce', 65, 'Downloads at Once'],
		['stallTimeout', 0, 'Stall Timeout'],
		['stallTimeout', 0.5, 'Stall Timeout'],
		['retries', -1, 'Retries'],
		['retries', 'many', 'Retries'],
		['binaryPropertyName', '', 'Put Output File in Field'],
		['binaryPropertyName', 'a.b', 'Put Output File in Field'],
		['binaryPropertyName', '__proto__', 'Put Output File in Field'],
		['binaryPropertyName', 7, 'Put Output File in Field'],
		['includeDownloadUrl', 'yes', 'Include Download URL'],
		['sha256', 1, 'SHA-256'],
	])('%s cannot be %j, and the error has its name in the editor', (name, value, label) => {
		const error = refusal({ options: { [name]: value } });
		expect(error.code).toBe('invalidParameter');
		expect(error.message).toContain(`“${label}”`);
		expect(error.remedy).toBeTruthy();
	});
});

describe('the maximum size', () => {
	test.each([
		[1, 1_048_576],
		['2', 2_097_152],
		[0.5, 524_288],
		[0, undefined],
		['0', undefined],
		[null, undefined],
		[Infinity, undefined],
	])('of %j MB is %p bytes', (maximumSize, expected) => {
		const { maximumBytes, filters } = settingsOf({ filters: { maximumSize } });
		expect(maximumBytes).toBe(expected);
		if (expected === undefined) return;
		const file = { name: 'a.bin', mimeType: 'application/octet-stream' };
		expect(filters.afterHead({ ...file, size: expected })).toBeUndefined();
		expect(filters.afterHead({ ...file, size: expected + 1 })).toBe('maximumSize');
	});

	test.each([-1, NaN, 'large', '', {}, [], true])('cannot be %j', (maximumSize) => {
		expect(refusal({ filters: { maximumSize } }).message).toContain('“Maximum Size” cannot be');
	});
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
	])('%s of %j says of a PDF: %p', (name, value, expected) => {
		const { filters } = settingsOf({ filters: { [name]: value } });
		expect(filters.afterHead(pdf)).toBe(expected);
	});

	test.each([
		['any', undefined, undefined],
		['notion', undefined, 'hostedBy'],
		['external', 'hostedBy', undefined],
	])('hostedBy of %s says of a hosted file %p, of a linked one %p', (hostedBy, hosted, linked) => {
		const { filters } = settingsOf({ filters: { hostedBy } });
		expect(filters.beforeDownload({ hosting: 'notion', name: 'a' })).toBe(hosted);
		expect(filters.beforeDownload({ hosting: 'external', name: 'a' })).toBe(linked);
	});

	test.each<[string, unknown, string]>([
		['fileTypes', ['hologram'], 'File Types'],
		['fileTypes', { pdf: true }, 'File Types'],
		['namePattern', 7, 'Name Pattern'],
		['hostedBy', 'nobody', 'Hosted By'],
	])('%s cannot be %j', (name, value, label) => {
		const error = refusal({ filters: { [name]: value } });
		expect(error.code).toBe('invalidParameter');
		expect(error.message).toContain(`“${label}”`);
	});
});

test.each(['file', '', null, ['files']])('the output cannot be %j', (output) => {
	expect(refusal({ output }).message).toContain('“Output” cannot be');
});
