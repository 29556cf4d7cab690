import fc from 'fast-check';
import { NO_DISPOSITION } from '../../../nodes/NotionFiles/files/contentDisposition';
import { isTypedName } from '../../../nodes/NotionFiles/files/chooseName';
import { safeName, withExtension } from '../../../nodes/NotionFiles/files/fileNames';
import { answeredBy, finalName, nameForType } from '../../../nodes/NotionFiles/files/finalName';
import { decideMediaType } from '../../../nodes/NotionFiles/files/types/mediaTypes';
import { fixture } from '../../sandbox/content/fixture';
import { hostileText } from './hostile';

const PDF = '%PDF-1.7\n%\xe2\xe3\xcf\xd3';
const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
const DOCX = fixture('expense-form.docx').subarray(0, 4_100).toString('latin1');

interface Given {
	name: string;
	isNamedByLink?: boolean;
	hostName?: string;
	type?: string;
	bytes: string;
}

/** The name of a file in the output, as a download decides it. */
function nameOf({ name, isNamedByLink = true, hostName = '', type, bytes }: Given): string {
	const head = Buffer.from(bytes, 'latin1');
	const file = { name, isNamedByLink };
	const answered = answeredBy({ isAttachment: true, fileName: hostName }, head);
	const fileName = nameForType(file, answered);
	const url = `https://files.example/${encodeURIComponent(name)}`;
	const mimeType = decideMediaType({ responseType: type, fileName, url, isAttachment: true, head });
	return finalName(file, { ...answered, mimeType });
}

describe('the name of a linked file', () => {
	test.each<[string, Given, string]>([
		[
			'is the one that somebody typed',
			{ name: 'Contract', isNamedByLink: false, hostName: 'x.pdf', bytes: PDF },
			'Contract.pdf',
		],
		[
			'is that one with its extension',
			{ name: 'viewer.jsp', isNamedByLink: false, bytes: PDF },
			'viewer.jsp',
		],
		[
			'is the one from the host',
			{ name: 'download.php', hostName: 'Annual report 2025.pdf', bytes: PDF },
			'Annual report 2025.pdf',
		],
		[
			'gets the extension that the host omitted',
			{ name: 'uc', hostName: 'Vertrag Müller', bytes: DOCX },
			'Vertrag Müller.docx',
		],
		[
			'determines the type by the host’s extension',
			{ name: 'list', isNamedByLink: false, hostName: 'x.csv', bytes: 'a,b\n' },
			'list.csv',
		],
		[
			'determines no type by that of the host’s program',
			{ name: 'Contract', isNamedByLink: false, hostName: 'download.php', bytes: '\0\x01\x02' },
			'Contract',
		],
		['is the link’s', { name: 'report.pdf', bytes: PDF }, 'report.pdf'],
		['is the link’s with an extension', { name: 'uc', bytes: DOCX }, 'uc.docx'],
		['keeps an unknown extension', { name: 'plan.x7z9', bytes: PDF }, 'plan.x7z9'],
		[
			'keeps a volume',
			{ name: 'backup.7z.001', bytes: '7z\xbc\xaf\x27\x1c\0\x04' },
			'backup.7z.001',
		],
		['has no extension that the bytes refute', { name: 'photo.jpg', bytes: PNG }, 'photo.png'],
		[
			'has no archive’s extension for a document',
			{ name: 'report.zip', bytes: DOCX },
			'report.docx',
		],
		['keeps one that the bytes admit', { name: 'plan.xlsm', bytes: 'PK\x03\x04abc' }, 'plan.xlsm'],
		['keeps one that has two meanings', { name: 'logo.ai', bytes: PDF }, 'logo.ai'],
		['keeps one that tells nothing', { name: 'firmware.bin', bytes: '\0\x01\x02' }, 'firmware.bin'],
		[
			'keeps that of a program’s text',
			{ name: 'index.php', type: 'text/plain', bytes: '<?php echo 1;' },
			'index.php',
		],
		[
			'has no program’s extension if the type is unknown',
			{ name: 'get.php', bytes: '\0\x01\x02' },
			'get',
		],
		[
			'has no page’s extension for another file',
			{ name: 'export.html', type: 'text/csv', bytes: 'a,b\n' },
			'export.csv',
		],
		['has one alone in front of a program', { name: 'report.pdf.aspx', bytes: PDF }, 'report.pdf'],
		['has no other there', { name: 'photo.jpg.aspx', bytes: PNG }, 'photo.png'],
		['does not get what it has', { name: 'photo.png.jpg', bytes: PNG }, 'photo.png'],
		['has no other in front of it', { name: 'document.do', bytes: PDF }, 'document.pdf'],
	])('%s', (_, given, expected) => {
		expect(nameOf(given)).toBe(expected);
	});

	test.each(
		'php phtml jsp jspx jsf faces asp aspx ashx svc do action cgi cfm axd PHP Aspx'.split(' '),
	)('does not end like the program that created the answer: %s', (extension) => {
		const name = `viewer.${extension}`;
		expect(nameOf({ name, bytes: PDF })).toBe('viewer.pdf');
		expect(nameOf({ name, type: 'text/csv', bytes: 'a,b\n' })).toBe('viewer.csv');
		expect(nameOf({ name, hostName: 'a.txt', bytes: 'a\n' })).toBe('a.txt');
	});

	test('is safe, and what somebody typed, whatever the host says', () => {
		fc.assert(
			fc.property(
				hostileText(),
				hostileText(),
				fc.constantFrom(PDF, PNG, 'a,b', '\0'),
				(one, other, bytes) => {
					const [name, hostName] = [safeName(one) || 'file', safeName(other)];
					const linked = nameOf({ name, hostName, bytes });
					expect(safeName(linked)).toBe(linked);
					expect(linked).not.toBe('');
					const typed = nameOf({ name, isNamedByLink: false, hostName, bytes });
					expect(typed.startsWith(name) || Buffer.byteLength(name) > 240).toBe(true);
				},
			),
		);
	});
});

test('an upload keeps its name, whatever the answer', () => {
	const names = fc.oneof(
		hostileText().map((text) => safeName(text)),
		fc.constantFrom('a.php', 'b.jpg'),
	);
	fc.assert(
		fc.property(names, fc.constantFrom(PDF, PNG, DOCX), (name, bytes) => {
			const answered = answeredBy(NO_DISPOSITION, Buffer.from(bytes, 'latin1'));
			const mimeType = decideMediaType({ fileName: name, head: Buffer.from(bytes, 'latin1') });
			expect(finalName({ name }, { ...answered, mimeType })).toBe(withExtension(name, mimeType));
		}),
	);
});

test.each([
	['download.php', 'https://x.example/a/download.php?id=7', false],
	['uc', 'https://x.example/uc?id=7', false],
	['report.pdf', 'https://x.example/report.pdf', true],
	['download.php', 'https://x.example/get.php', true],
])('whether somebody typed %j for %j', (name, url, expected) => {
	expect(isTypedName(name, url)).toBe(expected);
});

test.each([
	['Contract', true],
	['Contract.pdf', true],
	['and/or', true],
	['https://x.example/a.pdf', false],
	['https://x.example/', false],
	['www.x.example/a.pdf', false],
	['data:text/plain,a', false],
	['y.example/b.pdf', false],
	['  ', false],
	['..', false],
	[undefined, false],
])('whether somebody typed %j', (name, expected) => {
	expect(isTypedName(name, ' y.example/b.pdf ')).toBe(expected);
	expect(isTypedName(name, 'https://y.example/b.pdf')).toBe(expected);
});
