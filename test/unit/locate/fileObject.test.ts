import { readEmbed, readFileObject } from '../../../nodes/NotionFiles/locate/fileObject';
import {
	embeddedFileId,
	externalFileId,
	hostedFileId,
} from '../../../nodes/NotionFiles/files/identity';
import { EXPIRY, signedUrl } from './samples';

const URL_OF_FILE = signedUrl('a.pdf');
const LINK = 'https://example.com/a.pdf';
const EMOJI = 'https://files.notion.com/custom_emoji/bufo.png';

const HOSTED = {
	kind: 'link',
	link: { kind: 'signed', url: URL_OF_FILE, expiryTime: EXPIRY, trusted: true },
	fileId: hostedFileId(URL_OF_FILE),
	name: undefined,
};
const EXTERNAL = {
	kind: 'link',
	link: { kind: 'plain', url: LINK, hosting: 'external' },
	fileId: externalFileId(LINK),
	name: undefined,
};
const CUSTOM_EMOJI = {
	kind: 'link',
	link: { kind: 'plain', url: EMOJI, hosting: 'notion' },
	fileId: externalFileId(EMOJI),
	name: 'bufo',
};
const NONE = { kind: 'none' };
const WITHOUT_LINK = { kind: 'withoutLink' };

const file = { url: URL_OF_FILE, expiry_time: EXPIRY };
const emoji = { id: '1', name: 'bufo', url: EMOJI };

describe('a file object (docs/notion-api.md#file-objects, docs/notion-api.md#icons)', () => {
	test.each<[string, unknown, unknown]>([
		['hosted', { type: 'file', file }, HOSTED],
		['hosted, with a name', { name: 'A', type: 'file', file }, { ...HOSTED, name: 'A' }],
		['hosted, without type', { file }, HOSTED],
		[
			'hosted, with its expiry only in the link',
			{ type: 'file', file: { url: URL_OF_FILE } },
			HOSTED,
		],
		['linked', { type: 'external', external: { url: LINK } }, EXTERNAL],
		['linked, without type', { external: { url: LINK } }, EXTERNAL],
		['linked, with a name', { name: 'A', external: { url: LINK } }, { ...EXTERNAL, name: 'A' }],
		['linked, with blanks around', { external: { url: ` ${LINK}\n` } }, EXTERNAL],
		['a custom emoji', { type: 'custom_emoji', custom_emoji: emoji }, CUSTOM_EMOJI],
		['a custom emoji without type', { custom_emoji: emoji }, CUSTOM_EMOJI],
		['a custom emoji without link', { type: 'custom_emoji', custom_emoji: { id: '1' } }, NONE],
		['an emoji', { type: 'emoji', emoji: '😀' }, NONE],
		['an emoji without type', { emoji: '😀' }, NONE],
		['a native icon', { type: 'icon', icon: { name: 'snake', color: 'purple' } }, NONE],
		[
			'a native icon in its old form',
			{ type: 'external', external: { url: 'https://www.notion.so/icons/snake_purple.svg' } },
			NONE,
		],
		['an upload not yet attached', { type: 'file_upload', file_upload: { id: '1' } }, NONE],
		['of a type of tomorrow', { type: 'hologram', hologram: { url: LINK } }, NONE],
		['nothing', null, NONE],
		['not there', undefined, NONE],
		['empty', {}, NONE],
		['hosted, without link', { type: 'file', file: {} }, WITHOUT_LINK],
		['hosted, with an empty link', { type: 'file', file: { url: '' } }, WITHOUT_LINK],
		['hosted, with garbage for a link', { type: 'file', file: { url: 7 } }, WITHOUT_LINK],
		['hosted, with nothing', { type: 'file' }, WITHOUT_LINK],
		['linked, without link', { type: 'external', external: null }, WITHOUT_LINK],
		['linked to blanks', { type: 'external', external: { url: ' ' } }, WITHOUT_LINK],
		['of a type that is another’s', { type: 'file', external: { url: LINK } }, WITHOUT_LINK],
		['text', 'https://example.com', NONE],
		['a list', [{ type: 'file', file }], NONE],
	])('%s', (_, value, expected) => {
		expect(readFileObject(value)).toEqual(expected);
	});

	test('with garbage for its time expires when its link says so', () => {
		const read = readFileObject({ type: 'file', file: { url: URL_OF_FILE, expiry_time: 7 } });
		expect(read).toEqual(HOSTED);
	});

	test('that links to data holds the bytes itself', () => {
		const url = 'data:image/png;base64,AAAA';
		expect(readFileObject({ external: { url: ` ${url}` } })).toMatchObject({
			link: { kind: 'data', url },
			fileId: externalFileId(url),
		});
	});

	test.each([
		['www.example.org/a.png', 'https://www.example.org/a.png'],
		['//cdn.example.org/a.png', 'https://cdn.example.org/a.png'],
		['pictures/a.png', 'pictures/a.png'],
	])('that links without a scheme is read as a browser reads it: %s', (pasted, url) => {
		expect(readFileObject({ external: { url: pasted } })).toMatchObject({
			link: { kind: 'plain', url, hosting: 'external' },
			fileId: externalFileId(pasted),
		});
	});

	test('never trusts what merely looks signed', () => {
		const read = readFileObject({ type: 'external', external: { url: URL_OF_FILE } });
		expect(read).toMatchObject({ link: { kind: 'plain', hosting: 'external' } });
	});

	test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
		'of the type %s is nothing, and pollutes nothing',
		(type) => {
			const json = `{"type":"${type}","${type}":{"url":"${LINK}"},"__proto__":{"file":{"url":"${LINK}"}}}`;
			expect(readFileObject(JSON.parse(json))).toEqual(NONE);
			expect({}).not.toHaveProperty('file');
		},
	);
});

describe('an embed', () => {
	test('is a hosted file if Notion’s storage has signed its link, but is not trusted', () => {
		expect(readEmbed(URL_OF_FILE, 'b')).toEqual({
			...HOSTED,
			fileId: embeddedFileId(URL_OF_FILE, 'b'),
			link: { kind: 'signed', url: URL_OF_FILE, expiryTime: EXPIRY, trusted: false },
		});
	});

	test.each([undefined, '', 'https://www.figma.com/design/1', URL_OF_FILE.split('?')[0]])(
		'is a web page and not a file otherwise: %s',
		(url) => {
			expect(readEmbed(url, 'b')).toEqual(NONE);
		},
	);
});
