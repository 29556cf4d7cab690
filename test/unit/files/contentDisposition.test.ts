import fc from 'fast-check';
import { readDisposition } from '../../../nodes/NotionFiles/files/contentDisposition';
import { safeName } from '../../../nodes/NotionFiles/files/fileNames';
import { TC2231 } from './facts/tc2231';
import { hostileText } from './hostile';

const nameIn = (header: string): string => readDisposition(header).fileName;
/** A header as it arrives. */
const sent = (header: string): string => Buffer.from(header).toString('latin1');

describe('a Content-Disposition', () => {
	test.each(TC2231)('%j', (header, isAttachment, name) => {
		// Raw UTF-8 is read as UTF-8, contrary to the standard.
		const meant = name === 'foo-Ã¤.html' && !header.includes('*') ? 'foo-ä.html' : name;
		const fileName = safeName(
			meant.slice(Math.max(meant.lastIndexOf('/'), meant.lastIndexOf('\\')) + 1),
		);
		expect(readDisposition(header)).toEqual({ isAttachment, fileName });
	});

	test.each([
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="/etc/"', ''],
		['attachment; filename=".."', ''],
		['attachment; filename="C:\\\\Users\\\\ana\\\\CV.pdf"', 'CV.pdf'],
		["attachment; filename*=UTF-8''..%2F..%2Fa%00b.pdf", 'ab.pdf'],
		[
			'attachment; filename="x.pdf"; filename*=UTF-8\'\'Vertrag%20M%C3%BCller.docx',
			'Vertrag Müller.docx',
		],
		['attachment; filename="con.txt"', '_con.txt'],
		['attachment; filename="a:b?.pdf"', 'a_b_.pdf'],
		['attachment; filename="合同.pdf"', '合同.pdf'],
		['attachment; filename="cod\u202efdp.exe"', 'codfdp.exe'],
	])('never names a path or anything unsafe: %s', (header, name) => {
		expect(nameIn(sent(header))).toBe(name);
	});

	test('is empty if the host sends none', () => {
		expect(readDisposition(undefined)).toEqual({ isAttachment: false, fileName: '' });
	});

	test('always results in a safe name or none', () => {
		const text = fc.oneof(hostileText(), fc.stringOf(fc.constantFrom(...'ab;=*"\'\\%/. é')));
		const form = fc.constantFrom(
			'',
			'attachment; filename=',
			"inline; filename*=UTF-8''",
			'x;filename="',
		);
		fc.assert(
			fc.property(form, text, (start, end) => {
				for (const header of [start + end, sent(start + end)]) {
					const name = nameIn(header);
					expect(safeName(name)).toBe(name);
				}
			}),
		);
	});
});
