import fc from 'fast-check';
import {
	embeddedFileId,
	externalFileId,
	hostedFileId,
	shortHash,
} from '../../../nodes/NotionFiles/files/identity';

const SPACE = '11111111-2222-4333-8444-555555555555';
const FILE = '9bc6c6e0-bbbb-4ccc-bddd-d0123456789a';
const OTHER = '9bc6c6e0-bbbb-4ccc-bddd-d0123456789b';
const CURRENT = `https://prod-files-secure.s3.us-west-2.amazonaws.com/${SPACE}/${FILE}`;
const REPORT = hostedFileId(`${CURRENT}/report.pdf?X-Amz-Signature=1`);

describe('a hosted file is the same', () => {
	test.each([
		['when its link is signed anew', `${CURRENT}/report.pdf?X-Amz-Signature=2&X-Amz-Date=x`],
		['without a signature', `${CURRENT}/report.pdf`],
		['in another region', `${CURRENT}/report.pdf`.replace('us-west-2', 'eu-central-1')],
		[
			'with the bucket in the path',
			`https://s3.us-west-2.amazonaws.com/prod-files-secure/${SPACE}/${FILE}/report.pdf?X-Amz-Signature=1`,
		],
		['on another host', `http://127.0.0.1:4000/prod-files-secure/${SPACE}/${FILE}/report.pdf`],
		[
			'under the old host',
			`https://s3.us-west-2.amazonaws.com/secure.notion-static.com/${FILE}/report.pdf?X-Amz-Signature=1`,
		],
		[
			'under the old bucket as host',
			`https://secure.notion-static.com.s3.us-west-2.amazonaws.com/${FILE}/report.pdf`,
		],
		['with the uuid in capitals', `${CURRENT.replace(FILE, FILE.toUpperCase())}/report.pdf`],
		['with the name written in escapes', `${CURRENT}/%72eport.pdf`],
		['in another space', `${CURRENT}/report.pdf`.replace(SPACE, OTHER)],
	])('%s', (_, url) => {
		expect(hostedFileId(url)).toBe(REPORT);
	});

	test('with its name in another encoding', () => {
		const id = hostedFileId(`${CURRENT}/R%C3%A9sum%C3%A9%20%281%29.pdf`);
		expect(hostedFileId(`${CURRENT}/Résumé (1).pdf`)).toBe(id);
	});
});

describe('a hosted file is a different one', () => {
	test.each([
		['with another uuid', `${CURRENT.replace(FILE, OTHER)}/report.pdf`],
		['with another name', `${CURRENT}/report2.pdf`],
		['with another case of the name', `${CURRENT}/Report.pdf`],
		['without a uuid', 'https://example.com/report.pdf'],
	])('%s', (_, url) => {
		expect(hostedFileId(url)).not.toBe(REPORT);
	});

	test('even if the names are UUIDs', () => {
		const ids = [FILE, OTHER].map((file) =>
			hostedFileId(`${CURRENT.replace(FILE, file)}/${SPACE}`),
		);
		expect(ids[0]).not.toBe(ids[1]);
	});

	test('than a linked one with the same address', () => {
		expect(externalFileId(`${CURRENT}/report.pdf`)).not.toBe(REPORT);
		expect(externalFileId('')).not.toBe(hostedFileId(''));
	});
});

describe('what an embed shows from Notion’s storage', () => {
	const embed = embeddedFileId(`${CURRENT}/report.pdf?X-Amz-Signature=1`, FILE);

	test('is the same if its link is signed again, and its block written without dashes', () => {
		const anew = `${CURRENT}/report.pdf?X-Amz-Signature=2`;
		expect(embeddedFileId(anew, FILE.replaceAll('-', ''))).toBe(embed);
	});

	test('is never the file with that path, nor what another embed shows', () => {
		const link = `${CURRENT}/report.pdf`;
		expect([REPORT, externalFileId(link), embeddedFileId(link, OTHER)]).not.toContain(embed);
	});

	test('is a different one with another version', () => {
		expect(embeddedFileId(`${CURRENT.replace(FILE, OTHER)}/report.pdf`, FILE)).not.toBe(embed);
	});
});

test('a hosted file without a UUID is identified by its path', () => {
	const id = hostedFileId('https://files.notion.com/custom_emoji/bufo.png?x=1');
	expect(hostedFileId('https://files.notion.com/custom_emoji/bufo.png?x=2')).toBe(id);
	expect(hostedFileId('https://files.notion.com/custom_emoji/other.png')).not.toBe(id);
});

describe('a linked file is the same', () => {
	const base = 'https://example.com/a.pdf?version=2';
	test.each([
		['with a fragment', '', '#page=3'],
		[
			'whatever Amazon signs',
			'&X-Amz-Date=1&X-Amz-Signature=a&X-Amz-Expires=1&x-id=GetObject',
			'&X-Amz-Signature=b&X-Amz-Date=2&X-Amz-Security-Token=t',
		],
		[
			'whatever Google signs',
			'&X-Goog-Date=1&X-Goog-Signature=a',
			'&X-Goog-Credential=c&X-Goog-Signature=b',
		],
		[
			'whatever the old Amazon or Google signs',
			'&AWSAccessKeyId=k&Expires=1&Signature=a',
			'&GoogleAccessId=g&Expires=2&Signature=b',
		],
		[
			'whatever CloudFront signs',
			'&Expires=1&Signature=a&Key-Pair-Id=k',
			'&Policy=p&Signature=b&Key-Pair-Id=l',
		],
		[
			'whatever Azure signs',
			'&sv=2022-11-02&st=1&se=2&sr=b&sp=r&sig=a%3D',
			'&sp=r&sip=1&spr=https&se=3&sv=2023-01-03&sr=b&sig=b%3D',
		],
	])('%s', (_, one, other) => {
		expect(externalFileId(base + one)).toBe(externalFileId(base + other));
		expect(externalFileId(base + one)).toBe(externalFileId(base));
	});

	test('with no query but the signature', () => {
		expect(externalFileId('https://example.com/a?X-Amz-Signature=1')).toBe(
			externalFileId('https://example.com/a'),
		);
	});
});

describe('a linked file is a different one', () => {
	test.each([
		['with another query', 'https://example.com/a?v=1', 'https://example.com/a?v=2'],
		[
			'with a date that no signature covers',
			'https://example.com/?se=1',
			'https://example.com/?se=2',
		],
		[
			'with another expiry but no signature',
			'https://example.com/?expires=1',
			'https://example.com/?expires=2',
		],
		['with what only looks signed', 'https://example.com/?sig=1', 'https://example.com/?sig=2'],
		['with another case', 'https://example.com/A', 'https://example.com/a'],
		['with other data', 'data:image/png;base64,AAAA', 'data:image/png;base64,AAAB'],
		['with data after a number sign', 'data:image/svg+xml,<a/>#1', 'data:image/svg+xml,<a/>#2'],
	])('%s', (_, one, other) => {
		expect(externalFileId(one)).not.toBe(externalFileId(other));
	});
});

describe('an ID', () => {
	test('does not change from one version of this node to the next', () => {
		expect(externalFileId('https://example.com/a')).toBe('64c850e1576d9ae7e936a1ea3bd3ad45');
		expect(REPORT).toBe('19e5601b9b233438fe5d4e71f2d90bb9');
	});

	test('differs for different names and different UUIDs, and for nothing else', () => {
		const name = fc.fullUnicodeString({ minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text));
		fc.assert(
			fc.property(fc.uuid(), fc.uuid(), name, name, (first, second, one, other) => {
				const idOf = (file: string, called: string): string =>
					hostedFileId(
						`${CURRENT.replace(FILE, file)}/${encodeURIComponent(called)}?X-Amz-Signature=1`,
					);
				expect(idOf(first, one) === idOf(second, other)).toBe(first === second && one === other);
				expect(idOf(first, one)).toBe(idOf(first, one));
			}),
		);
	});
});

test.each([
	['abc', undefined, 'ba7816bf'],
	['abc', 4, 'ba78'],
	['abc', 64, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
	['abc', 100, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
	['abc', -1, ''],
	['\ud800', 8, shortHash('\ufffd')],
])('the short hash of %j in %s digits', (text, length, expected) => {
	expect(shortHash(text, length)).toBe(expected);
});
