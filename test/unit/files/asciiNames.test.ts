import fc from 'fast-check';
import { asciiName } from '../../../nodes/NotionFiles/files/asciiNames';
import { safeName } from '../../../nodes/NotionFiles/files/fileNames';
import { filePath } from '../../../nodes/NotionFiles/files/paths';
import { hostileText } from './hostile';

test.each([
	['Report 9bc6c6e0.pdf', 'Report 9bc6c6e0.pdf'],
	['Résumé 9bc6c6e0.pdf', 'Resume 9bc6c6e0.pdf'],
	['Straße Æther Łódź 9bc6c6e0.pdf', 'Strasse AEther Lodz 9bc6c6e0.pdf'],
	['“Plan” — it’s 9bc6c6e0.pdf', "_Plan_ - it's 9bc6c6e0.pdf"],
	['日本語 9bc6c6e0.pdf', '_ 9bc6c6e0.pdf'],
	['Отчёт 2026 😀👩‍👩‍👧‍👦 9bc6c6e0', '_ 2026 _ 9bc6c6e0'],
	['ﬁle ＂＃／＼ ℀ 9bc6c6e0.pdf', 'file ____ a_c 9bc6c6e0.pdf'],
	['.env 9bc6c6e0', '.env 9bc6c6e0'],
	['́ 9bc6c6e0.pdf', 'file 9bc6c6e0.pdf'],
	['backup.7z.001 9bc6c6e0', 'backup.7z.001 9bc6c6e0'],
	['Report․exe 9bc6c6e0', 'Report_exe 9bc6c6e0'],
	['Report.eｘe 9bc6c6e0', 'Report_exe 9bc6c6e0'],
	['Notes㏂ 9bc6c6e0', 'Notesa_m 9bc6c6e0'],
	[`${'㏂'.repeat(62)} 9bc6c6e0.pdf`, `${'a.m.'.repeat(46)}a.m 9bc6c6e0.pdf`],
])('%s is %s', (uniqueName, expected) => {
	expect(asciiName(uniqueName)).toBe(expected);
});

test('it is a safe name that fits in a header, with its digits and its extension, whatever the name is', () => {
	fc.assert(
		fc.property(
			hostileText(),
			hostileText(),
			fc.integer({ min: 8, max: 32 }),
			(fileName, fileId, digits) => {
				const path = filePath({ pageTitle: '', pageId: '', fileName, fileId }, digits);
				const uniqueName = path.split('/')[1] ?? '';
				const [end = ''] = / [0-9a-f]+(?:\.[a-z0-9]{1,10})?$/i.exec(uniqueName) ?? [];
				const ascii = asciiName(uniqueName);
				expect(ascii).toMatch(/^[ !&-.0-9;=@A-Z[\]^-{}~$'()+,]+$/);
				expect(ascii.length).toBeLessThanOrEqual(200);
				expect(safeName(ascii)).toBe(ascii);
				expect(ascii.endsWith(end)).toBe(true);
				expect(ascii.length).toBeGreaterThan(end.length);
			},
		),
		{ numRuns: 300 },
	);
});
