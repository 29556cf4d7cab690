import { judgeWebPage } from '../../../nodes/NotionFiles/download/webPages';
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

describe('a web page behind an external link', () => {
	test.each<[string, string, Expectation]>([
		['a name that speaks of another file', 'Report.pdf', 'anything'],
		['a name that speaks of a picture', 'photo.JPG', 'anything'],
		['a name that speaks of a film, on a video block', 'film.mp4', 'video'],
		['an image block', 'image-1a2b3c4d', 'image'],
		['a PDF block', 'pdf-1a2b3c4d', 'pdf'],
		['an audio block', 'audio-1a2b3c4d', 'audio'],
	])('stands in the place of the file that was promised by %s', (_, name, expectation) => {
		expect(() => judgeWebPage(fileOf(name, expectation), HTML)).toThrow(
			expect.objectContaining({
				code: 'webPageInsteadOfFile',
				message: 'app.example.com answers with a web page instead of the file',
				remedy: expect.stringContaining('login'),
			}),
		);
	});

	test.each<[string, string, Expectation]>([
		['a name without extension', 'Design of the office', 'anything'],
		['a video that is a player', 'video-1a2b3c4d', 'video'],
		['a name that is an address', 'www.example.com', 'anything'],
		['the address of this very company', 'notion.so', 'anything'],
		['a page that a program makes', 'index.php', 'anything'],
		['another', 'default.aspx', 'anything'],
		['a name with a dot', 'Dr. Smith', 'anything'],
		['a version', 'Design v1.2', 'anything'],
	])('is a link and no file, where nothing promised one: %s', (_, name, expectation) => {
		expect(judgeWebPage(fileOf(name, expectation), HTML)).toBe('link');
	});

	test.each(['page.html', 'Page.HTM', 'page.xhtml', 'page.xht'])(
		'is the file itself where it is called %s',
		(name) => {
			expect(judgeWebPage(fileOf(name), HTML)).toBe('file');
		},
	);

	test.each(['text/html', 'TEXT/HTML; charset=utf-8', 'application/xhtml+xml'])(
		'is told by the type %s',
		(type) => {
			expect(judgeWebPage(fileOf('Design'), type)).toBe('link');
		},
	);
});

test.each(['application/pdf', 'text/plain', 'application/octet-stream', 'image/svg+xml'])(
	'whatever is of the type %s is a file',
	(type) => {
		expect(judgeWebPage(fileOf('Design'), type)).toBe('file');
		expect(judgeWebPage(fileOf('Report.pdf', 'pdf'), type)).toBe('file');
	},
);

test.each<[string, FileLink]>([
	[
		'was uploaded to Notion',
		{ kind: 'signed', url: signedUrl('a'), expiryTime: undefined, trusted: true },
	],
	['is held by the link itself', { kind: 'data', url: 'data:text/html,<p>' }],
	['is one of Notion’s public ones', { kind: 'plain', url: 'https://n.so/e', hosting: 'notion' }],
])('a web page that %s is a file', (_, link) => {
	expect(judgeWebPage(fileOf('Design', 'image', link), HTML)).toBe('file');
});
