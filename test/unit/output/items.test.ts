import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import type { FileLink } from '../../../nodes/NotionFiles/files/NotionFile';
import { errorItem, fileItem, fileJson, type Known } from '../../../nodes/NotionFiles/output/items';
import { PAGE } from '../locate/samples';
import { notionFile, PLACES, SIGNED } from './samples';

const PLACES_OF_FILE = {
	path: 'Handbook 1/Résumé 2.PDF',
	directory: 'Handbook 1',
	uniqueName: 'Résumé 2.PDF',
	flatName: 'Handbook 1 - Résumé 2.PDF',
};

const KNOWN: Known = {
	...PLACES_OF_FILE,
	fileName: 'Résumé.PDF',
	mimeType: 'application/pdf',
	fileSize: 7007,
};

const FULL = { simplify: false, isLinkOnly: false, withLink: false };

describe('the JSON of a file', () => {
	test('says all that is known, in the shape that the README promises', () => {
		const file = notionFile({
			place: { source: 'property', property: { id: 'd', name: 'Docs', index: 0 } },
			caption: 'The office',
			lastEditedTime: '2026-11-22T09:00:00.000Z',
		});
		expect(fileJson(file, { ...KNOWN, sha256: 'ab' }, FULL)).toEqual({
			fileName: 'Résumé.PDF',
			fileExtension: 'pdf',
			mimeType: 'application/pdf',
			fileSize: 7007,
			...PLACES_OF_FILE,
			fileId: '0123456789abcdef0123456789abcdef',
			source: 'property',
			property: { id: 'd', name: 'Docs', index: 0 },
			hosting: 'notion',
			caption: 'The office',
			page: PAGE,
			lastEditedTime: '2026-11-22T09:00:00.000Z',
			sha256: 'ab',
		});
	});

	test('has no key for what is not known', () => {
		const known = { ...PLACES_OF_FILE, fileName: 'notes', mimeType: undefined };
		expect(Object.keys(fileJson(notionFile(), known, FULL))).toEqual([
			'fileName',
			'path',
			'directory',
			'uniqueName',
			'flatName',
			'fileId',
			'source',
			'hosting',
			'page',
		]);
	});

	test.each(PLACES)('names the place: %j', (place) => {
		expect(fileJson(notionFile({ place }), KNOWN, FULL)).toMatchObject(place);
	});

	test('keeps the size of an empty file', () => {
		expect(fileJson(notionFile(), { ...KNOWN, fileSize: 0 }, FULL).fileSize).toBe(0);
	});

	test('may be changed by the next node without changing the file', () => {
		const file = notionFile({ place: { source: 'block', block: { id: 'b', type: 'pdf' } } });
		const json = fileJson(file, KNOWN, FULL);
		expect(json.page).not.toBe(file.page);
		expect(json.block).toEqual({ id: 'b', type: 'pdf' });
		expect(json.block).not.toBe((file.place as { block: unknown }).block);
	});
});

describe('simplified, the JSON of a file', () => {
	const SIMPLE = { ...FULL, simplify: true };
	const page = { pageId: PAGE.id, pageTitle: PAGE.title, pageUrl: PAGE.url };
	const fileId = '0123456789abcdef0123456789abcdef';

	test('has ten fields, and no objects in them', () => {
		const file = notionFile({
			place: { source: 'rollup', property: { id: 'r', name: 'All docs', index: 3 } },
			lastEditedTime: '2026-11-22T09:00:00.000Z',
		});
		expect(fileJson(file, KNOWN, SIMPLE)).toEqual({
			fileName: 'Résumé.PDF',
			...PLACES_OF_FILE,
			fileId,
			...page,
			propertyName: 'All docs',
		});
	});

	test('has ten with Links Only, too: the type and the link in place of where to put the file', () => {
		const file = notionFile({ place: { source: 'block', block: { id: 'b', type: 'pdf' } } });
		const known = { ...KNOWN, fileSize: undefined };
		const json = fileJson(file, known, { ...SIMPLE, isLinkOnly: true, withLink: true });
		expect(json).toEqual({
			fileName: 'Résumé.PDF',
			mimeType: 'application/pdf',
			path: KNOWN.path,
			fileId,
			...page,
			blockId: 'b',
			downloadUrl: SIGNED.url,
			expiryTime: '2026-11-22T10:00:00.000Z',
		});
	});

	test.each(PLACES)('names the place: %j', (place) => {
		const { propertyName, blockId } = fileJson(notionFile({ place }), KNOWN, SIMPLE);
		expect(propertyName).toBe('property' in place ? place.property.name : undefined);
		expect(blockId).toBe('block' in place ? place.block?.id : undefined);
	});

	test('has more only where there is a caption, or it was asked for', () => {
		const file = notionFile({ caption: 'The office' });
		const known = { ...KNOWN, sha256: 'ab' };
		expect(fileJson(file, known, { ...SIMPLE, withLink: true })).toMatchObject({
			caption: 'The office',
			sha256: 'ab',
			downloadUrl: SIGNED.url,
		});
	});
});

describe('the link', () => {
	const plain: FileLink = { kind: 'plain', url: 'https://x.com/a', hosting: 'external' };

	test('is nowhere in the output unless it is asked for', () => {
		expect(JSON.stringify(fileJson(notionFile(), KNOWN, FULL))).not.toMatch(/X-Amz|https:\/\/prod/);
	});

	test.each<[FileLink, Record<string, unknown>, string]>([
		[SIGNED, { downloadUrl: SIGNED.url, expiryTime: '2026-11-22T10:00:00.000Z' }, 'notion'],
		[plain, { downloadUrl: 'https://x.com/a' }, 'external'],
		[{ ...plain, hosting: 'notion' }, { downloadUrl: 'https://x.com/a' }, 'notion'],
		[{ kind: 'data', url: 'data:,x' }, { downloadUrl: 'data:,x' }, 'external'],
	])('%j is returned with the time it expires, if it has one', (link, expected, hosting) => {
		const json = fileJson(notionFile({ link }), KNOWN, { ...FULL, withLink: true });
		expect(json).toMatchObject({ ...expected, hosting });
		expect('expiryTime' in json).toBe('expiryTime' in expected);
	});
});

describe('an item', () => {
	const data = { data: 'filesystem-v2', mimeType: 'application/pdf' };

	test('holds its file in the chosen field and is paired with its input', () => {
		expect(fileItem({ a: 1 }, { field: 'attachment', data }, 3)).toEqual({
			json: { a: 1 },
			binary: { attachment: data },
			pairedItem: { item: 3 },
		});
	});

	test('of a link has no binary data at all', () => {
		expect(fileItem({ a: 1 }, undefined, 0)).toEqual({ json: { a: 1 }, pairedItem: { item: 0 } });
	});
});

describe('an error item', () => {
	const error = new NotionFilesError({
		code: 'linkExpired',
		message: 'It has expired',
		remedy: 'Run the workflow again.',
		notionMessage: 'Words of Notion',
		httpStatus: 403,
		cause: new Error('secret'),
	});

	test.each([undefined, ...PLACES])(
		'has only the top-level keys that n8n takes for an error: %j',
		(place) => {
			const item = errorItem(error, place && notionFile({ place }), 2, 'details');
			expect(Object.keys(item.json)).toEqual(['error', 'details']);
			expect(item.json.error).toBe('It has expired');
			expect(item.pairedItem).toEqual({ item: 2 });
			expect(item.binary).toBeUndefined();
		},
	);

	test('says in its details what happened to which file, and what to do', () => {
		const place = { source: 'block', block: { id: 'b', type: 'pdf' } } as const;
		expect(errorItem(error, notionFile({ place }), 0, 'details').json.details).toEqual({
			code: 'linkExpired',
			remedy: 'Run the workflow again.',
			notionMessage: 'Words of Notion',
			httpStatus: 403,
			fileName: 'a.pdf',
			fileId: '0123456789abcdef0123456789abcdef',
			source: 'block',
			block: { id: 'b', type: 'pdf' },
			hosting: 'notion',
			page: PAGE,
		});
	});

	test('has no key for what is not known, and nothing that gives access', () => {
		const bare = new NotionFilesError({ code: 'cancelled', message: 'Cancelled' });
		expect(errorItem(bare, undefined, 0, 'details').json.details).toEqual({ code: 'cancelled' });
		expect(JSON.stringify(errorItem(error, notionFile(), 0, 'details'))).not.toMatch(
			/X-Amz|secret|prod-files/,
		);
	});

	test('has simplified details where the items are', () => {
		const place = { source: 'property', property: { id: 'd', name: 'Docs', index: 0 } } as const;
		const item = errorItem(error, notionFile({ place }), 0, 'details', true);
		expect(item.json.details).toEqual({
			code: 'linkExpired',
			remedy: 'Run the workflow again.',
			notionMessage: 'Words of Notion',
			httpStatus: 403,
			fileName: 'a.pdf',
			fileId: '0123456789abcdef0123456789abcdef',
			pageId: PAGE.id,
			pageTitle: PAGE.title,
			pageUrl: PAGE.url,
			propertyName: 'Docs',
		});
	});

	test('says what to do in its message, if n8n takes no details', () => {
		expect(errorItem(error, notionFile(), 0, 'message')).toEqual({
			json: {
				error: 'It has expired',
				message: 'Run the workflow again. Notion says: “Words of Notion”',
			},
			pairedItem: { item: 0 },
		});
		const bare = new NotionFilesError({ code: 'cancelled', message: 'Cancelled' });
		expect(errorItem(bare, undefined, 0, 'message').json).toEqual({ error: 'Cancelled' });
	});
});
