import fc from 'fast-check';
import { readDisposition } from '../../../nodes/NotionFiles/files/contentDisposition';
import { safeName } from '../../../nodes/NotionFiles/files/fileNames';
import { hostileText } from './hostile';

const nameIn = (header: string): string => readDisposition(header).fileName;
/** A header as it arrives. */
const sent = (header: string): string => Buffer.from(header).toString('latin1');

describe('a Content-Disposition', () => {
	// One of each form of http://test.greenbytes.de/tech/tc2231/; the library's own tests have them all.
	test.each<[string, boolean, string]>([
		['attachment', true, ''],
		['ATTACHMENT', true, ''],
		['inline', false, ''],
		['"attachment"', false, ''],
		['; filename="plans.pdf"', false, 'plans.pdf'],
		['inline; filename="foo.html"', false, 'foo.html'],
		['attachment; filename="plans.pdf"; foo=bar', true, 'plans.pdf'],
		['attachment; filename=plans.pdf', true, 'plans.pdf'],
		['attachment; filename=', true, ''],
		['attachment; filename="the \\"plans\\".pdf"', true, 'the _plans_.pdf'],
		['attachment; filename="\u00a3 rates.pdf"', true, '£ rates.pdf'],
		// Raw UTF-8 is read as UTF-8, contrary to the standard.
		['attachment; filename="foo-\u00c3\u00a4.html"', true, 'foo-ä.html'],
		["attachment; filename*=UTF-8'en'%E2%82%AC%20rates.pdf", true, '€ rates.pdf'],
		["attachment; filename*=ISO-8859-1''%A3%20rates.pdf", true, '£ rates.pdf'],
		["attachment; filename*=UTF-8''%E4%20rates.pdf", true, ''],
		['attachment; filename="EURO.pdf"; filename*=UTF-8\'\'%E2%82%AC.pdf', true, '€.pdf'],
		['attachment; filename="EURO.pdf"; filename*=ISO-8859-2\'\'%A4.pdf', true, 'EURO.pdf'],
	])('%j', (header, isAttachment, fileName) => {
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
