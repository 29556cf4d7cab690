import { judgeContent } from '../../../nodes/NotionFiles/download/webPages';
import type {
	Expectation,
	FileLink,
	NotionFile,
} from '../../../nodes/NotionFiles/files/NotionFile';
import { PAGE, signedUrl } from '../locate/samples';

const LINKED: FileLink = { kind: 'plain', url: 'https://app.example.com/x', hosting: 'external' };
const HTML = 'text/html';

function fileOf(name: string, expectation: Expectation = 'anything', link = LINKED): NotionFile {
	return {
		fileId: '0'.repeat(32),
		name,
		place: { source: 'cover' },
		page: PAGE,
		link,
		expectation,
		caption: undefined,
		lastEditedTime: undefined,
	};
}

describe('a web page at an external link', () => {
	test.each<[string, string, Expectation]>([
		['a name that means another file', 'Report.pdf', 'anything'],
		['a name that means a picture', 'photo.JPG', 'anything'],
		['a name that means a video, on a video block', 'film.mp4', 'video'],
		['an image block', 'image-1a2b3c4d', 'image'],
		['a PDF block', 'pdf-1a2b3c4d', 'pdf'],
		['an audio block', 'audio-1a2b3c4d', 'audio'],
	])('is in place of the file that was promised by %s', (_, name, expectation) => {
		expect(() => judgeContent(fileOf(name, expectation), HTML)).toThrow(
			expect.objectContaining({
				code: 'webPageInsteadOfFile',
				message: 'app.example.com returned a web page instead of the file',
				remedy: expect.stringContaining('login'),
			}),
		);
	});

	test.each<[string, string, Expectation]>([
		['a name without extension', 'Design of the office', 'anything'],
		['a video that is a player', 'video-1a2b3c4d', 'video'],
		['a name that is an address', 'www.example.com', 'anything'],
		['the address of Notion itself', 'notion.so', 'anything'],
		['a page that a program creates', 'index.php', 'anything'],
		['another', 'default.aspx', 'anything'],
		['a name with a dot', 'Dr. Smith', 'anything'],
		['a version', 'Design v1.2', 'anything'],
	])('is a link and not a file, if nothing promised one: %s', (_, name, expectation) => {
		expect(judgeContent(fileOf(name, expectation), HTML)).toBe('link');
	});

	test('is a file if the host sends it as one, unless its name means another file', () => {
		const attached = (fileName: string) => ({ isAttachment: true, fileName });
		expect(judgeContent(fileOf('export'), HTML, attached(''))).toBe('file');
		expect(judgeContent(fileOf('Report.pdf'), HTML, attached('Report.html'))).toBe('file');
		expect(
			judgeContent(fileOf('export'), HTML, { ...attached('a.html'), isAttachment: false }),
		).toBe('link');
		expect(() => judgeContent(fileOf('Report.pdf'), HTML, attached('Report.pdf'))).toThrow(
			'web page',
		);
		expect(() => judgeContent(fileOf('a', 'image'), HTML, attached('a.html'))).toThrow('web page');
	});

	test.each(['table.xls', 'Letter.DOC'])('is a file if the host sends it as %s', (fileName) => {
		expect(judgeContent(fileOf(fileName), HTML, { isAttachment: true, fileName })).toBe('file');
		expect(() => judgeContent(fileOf(fileName), HTML)).toThrow('web page');
	});

	test('is an error if the host gives it the name of another kind of file', () => {
		const disposition = { isAttachment: true, fileName: 'Report.pdf' };
		expect(() => judgeContent(fileOf('download.php'), HTML, disposition)).toThrow('web page');
		expect(() => judgeContent(fileOf('a', 'video'), HTML, disposition)).toThrow('web page');
	});

	test.each(['page.html', 'Page.HTM', 'page.xhtml', 'page.xht'])(
		'is the file itself if its name is %s',
		(name) => {
			expect(judgeContent(fileOf(name), HTML)).toBe('file');
		},
	);

	test.each(['text/html', 'TEXT/HTML; charset=utf-8', 'application/xhtml+xml'])(
		'is recognized by the type %s',
		(type) => {
			expect(judgeContent(fileOf('Design'), type)).toBe('link');
		},
	);
});

test.each<Expectation>(['image', 'pdf', 'audio'])('no page is a file of type %s', (expectation) => {
	expect(() => judgeContent(fileOf('photo.html', expectation), HTML)).toThrow(
		/instead of the file/,
	);
});

test('a page at a video’s link is a link, whatever its extension', () => {
	expect(judgeContent(fileOf('watch.html', 'video'), HTML)).toBe('link');
});

describe('a bookmark that was taken for a file by its extension', () => {
	test.each(['report.pdf', 'page.html'])('is a link if it is a page after all: %s', (name) => {
		expect(judgeContent(fileOf(name, 'link'), HTML)).toBe('link');
	});

	test('is a file otherwise', () => {
		expect(judgeContent(fileOf('report.pdf', 'link'), 'application/pdf')).toBe('file');
	});
});

test('the error for a link to a viewer contains the direct form', () => {
	const url = 'https://drive.google.com/file/d/1AbC/view';
	const file = fileOf('Report.pdf', 'anything', { kind: 'plain', url, hosting: 'external' });
	expect(() => judgeContent(file, HTML)).toThrow(
		expect.objectContaining({
			code: 'webPageInsteadOfFile',
			remedy: expect.stringContaining('https://drive.google.com/uc?export=download&id=1AbC'),
		}),
	);
});

test.each(['text/csv', 'application/json', 'text/calendar'])(
	'%s that the host sends as an attachment is a file, whatever its link ends with',
	(type) => {
		const attached = (fileName: string) => ({ isAttachment: true, fileName });
		expect(judgeContent(fileOf('report.pdf'), type, attached('report.csv'))).toBe('file');
		expect(judgeContent(fileOf('report.pdf'), type, attached(''))).toBe('file');
		for (const [name, expectation, host] of [
			['download', 'anything', 'report.pdf'],
			['report', 'pdf', 'report.csv'],
		] as const) {
			const judged = () => judgeContent(fileOf(name, expectation), type, attached(host));
			expect(judged).toThrow(`returned text (${type})`);
		}
	},
);

test.each(['application/pdf', 'text/plain', 'application/octet-stream', 'image/svg+xml'])(
	'anything of the type %s is a file, if nothing else was promised',
	(type) => {
		expect(judgeContent(fileOf('Design'), type)).toBe('file');
	},
);

const HOSTED: FileLink = {
	kind: 'signed',
	url: signedUrl('a'),
	expiryTime: undefined,
	trusted: true,
};
const MEDIA = ['image', 'pdf', 'audio', 'video'] as const;
const TEXTS = [
	'application/json',
	'application/problem+json; charset=utf-8',
	'application/xml',
	'text/xml',
	'text/plain',
	'text/csv',
];

describe.each<[string, FileLink]>([
	['a link', LINKED],
	['an upload', HOSTED],
])('in a block that shows %s as what it is', (_, link) => {
	test.each(MEDIA.flatMap((kind) => TEXTS.map((type) => [kind, type] as const)))(
		'(%s) other text is not the file: %s',
		(kind, type) => {
			expect(() => judgeContent(fileOf('a.html', kind, link), type)).toThrow(
				expect.objectContaining({
					code: 'fileRefused',
					message: `${new URL(link.url).host} returned text (${type}) instead of the file`,
				}),
			);
		},
	);

	test.each<[Expectation, string]>([
		['image', 'image/svg+xml'],
		['image', 'image/x-xpixmap'],
		['image', 'application/postscript'],
		['image', 'application/pdf'],
		['image', 'application/octet-stream'],
		['pdf', 'application/pdf'],
		['audio', 'audio/x-mpegurl'],
		['audio', 'application/vnd.apple.mpegurl'],
		['video', 'application/vnd.apple.mpegurl'],
		['video', 'application/dash+xml'],
		['video', 'audio/mpeg'],
	])('(%s) anything that may be one is one: %s', (kind, type) => {
		expect(judgeContent(fileOf('a', kind, link), type)).toBe('file');
	});

	test.each<Expectation>(['image', 'pdf', 'audio'])(
		'(%s) a web page is not, by any name',
		(kind) => {
			expect(() => judgeContent(fileOf('page.html', kind, link), HTML)).toThrow(
				expect.objectContaining({ code: 'webPageInsteadOfFile' }),
			);
		},
	);
});

describe('in a property', () => {
	test.each([
		['contract.pdf', 'application/json'],
		['photo.jpg', 'application/xml'],
		['song.mp3', 'text/plain'],
		['film.mp4', 'application/json'],
	])('the name of a link promises a kind: %s is not %s', (name, type) => {
		expect(() => judgeContent(fileOf(name), type)).toThrow(
			expect.objectContaining({ code: 'fileRefused' }),
		);
	});

	test.each([
		['table.xls', 'text/csv'],
		['feed.xml', 'application/xml'],
		['report.docx', 'application/json'],
		['logo.svg', 'image/svg+xml'],
		['list.m3u8', 'application/vnd.apple.mpegurl'],
		['notes', 'text/plain'],
	])('the name of a link promises nothing that text cannot be: %s is %s', (name, type) => {
		expect(judgeContent(fileOf(name), type)).toBe('file');
	});

	test('an upload is whatever its owner put there', () => {
		for (const type of [HTML, ...TEXTS]) {
			expect(judgeContent(fileOf('contract.pdf', 'anything', HOSTED), type)).toBe('file');
		}
	});
});

test.each<[string, FileLink, Expectation]>([
	['was uploaded to Notion', HOSTED, 'anything'],
	['is contained in the link itself', { kind: 'data', url: 'data:text/html,<p>' }, 'image'],
])('a web page that %s is a file', (_, link, expectation) => {
	expect(judgeContent(fileOf('Design', expectation, link), HTML)).toBe('file');
});
