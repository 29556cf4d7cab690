import { asciiName } from '../../nodes/NotionFiles/files/asciiNames';
import { decodeDataUrl } from '../../nodes/NotionFiles/files/dataUrls';
import { chooseName } from '../../nodes/NotionFiles/files/chooseName';
import { safeName, withExtension } from '../../nodes/NotionFiles/files/fileNames';
import { parseGlob } from '../../nodes/NotionFiles/files/filters/globs';
import { splitGlobs } from '../../nodes/NotionFiles/files/filters/globSyntax';
import { externalFileId, hostedFileId } from '../../nodes/NotionFiles/files/identity';
import * as links from '../../nodes/NotionFiles/files/links';
import { isSignedByNotionStorage } from '../../nodes/NotionFiles/files/notionStorage';
import { leadsToFile } from '../../nodes/NotionFiles/files/links';
import { directForm } from '../../nodes/NotionFiles/files/viewers';
import { filePath, flatName, pathKey } from '../../nodes/NotionFiles/files/paths';
import { decideMediaType } from '../../nodes/NotionFiles/files/types/mediaTypes';
import { parseNotionId } from '../../nodes/NotionFiles/notion/ids';
import { Report } from '../../nodes/NotionFiles/output/Report';

/** What reads a text that anybody may have written, however long. */
export interface Reader {
	what: string;
	/** Much of each of these is what it could stumble over. */
	pieces: readonly string[];
	read(much: string): void;
}

const FAMILY = '👩‍👩‍👧‍👦';

export const readers: readonly Reader[] = [
	{
		what: 'names',
		pieces: ['a', '\u0315\u0300', '. ', ' \n', '\ud800', FAMILY, 'con.', '.pdf', '"', '%E9'],
		read(much) {
			safeName(much);
			withExtension(much, 'application/pdf');
			chooseName({ nameInNotion: much, url: `https://example.com/${much}`, fallbackStem: much });
			chooseName({ nameInNotion: `www.${much}`, fallbackStem: much });
		},
	},
	{
		what: 'paths',
		pieces: ['a\u0315\u0300', '-', '#'],
		read(much) {
			pathKey(much);
			const file = { pageTitle: much, pageId: much, fileName: much, fileId: much };
			asciiName(filePath(file).split('/')[1] ?? '');
			flatName(file);
		},
	},
	{
		what: 'links',
		pieces: ['%E9', '%F0%9F', '/', 'a_', '&X-Amz-Date=1', 'a.', ';a=1', ';a=!;'],
		read(much) {
			for (const link of [
				`https://www.notion.so/icons/${much}`,
				`https://www.notion.so/?${much}`,
			]) {
				links.isWebPlayer(link);
				links.isNativeIconUrl(link);
				links.redactUrl(link);
				links.nameFromUrl(link);
				links.signedUrlExpiry(link);
			}
		},
	},
	{
		what: 'links without a scheme, and what stands in their place',
		pieces: ['a', 'a.', '/', '@', 'www.', '?', ' '],
		read(much) {
			for (const link of [much, `www.${much}`, `//${much}`, `http:// ${much}`]) {
				links.asWebAddress(link);
				links.shownLink(link);
			}
		},
	},
	{
		what: 'links to viewers and files',
		pieces: ['a', 'a/', '/d/', '/export', '_layouts/15/', '.pdf', '%E9'],
		read(much) {
			directForm(`https://drive.google.com/file/d/${much}`);
			directForm(`https://drive.google.com/a/${much}/open?id=${much}`);
			directForm(`https://docs.google.com/document/d/${much}`);
			directForm(`https://www.dropbox.com/scl/fi/${much}?rlkey=${much}`);
			directForm(`https://acme.sharepoint.com/${much}.aspx?id=/${much}&sourcedoc=${much}`);
			leadsToFile(`https://example.com/${much}`);
		},
	},
	{
		what: 'links into the storage',
		pieces: ['/', 'a-', '.s3', '&X-Amz-Date=1'],
		read(much) {
			isSignedByNotionStorage(`https://s3.amazonaws.com/${much}?${much}&X-Amz-Signature=1`);
			isSignedByNotionStorage(`https://s3.aa-${much}.amazonaws.com/?X-Amz-Signature=1`);
		},
	},
	{
		what: 'data links',
		pieces: ['=', '%', ' ', 'SGVs', '%41', ';', '\ud800'],
		read(much) {
			decodeDataUrl(`data:a/b;base64,${much}!`);
			decodeDataUrl(`data:,${much}`);
			decodeDataUrl(`data:${much},`);
		},
	},
	{
		what: 'what a file is known by',
		pieces: ['/a%E9&sig=1&se=2'],
		read(much) {
			hostedFileId(`https://example.com${much}`);
			externalFileId(`https://example.com/?${much}`);
			externalFileId(`data:,${much}`);
		},
	},
	{
		what: 'what was pasted for an ID',
		pieces: ['"', 'a.', '/', ' \n', 'a0', '%E9%', '&p=x'],
		read(much) {
			for (const text of [
				much,
				`www.notion.so/${much}`,
				`[${much}](${much}`,
				`https://www.notion.so/${much}?${much}#${much}`,
			]) {
				for (const target of ['page', 'block', 'database'] as const) parseNotionId(text, target);
				links.isWebAppFileLink(text);
			}
		},
	},
	{
		what: 'types',
		pieces: ['<!--', '<?', ' ', '\0', 'G', '%', 'a.'],
		read(much) {
			const head = Buffer.from(much);
			const url = `https://example.com/${much}`;
			decideMediaType({ responseType: much, fileName: much, url, head });
			decideMediaType({
				responseType: `text/${much}`,
				fileName: `${much}.pdf`,
				url: much,
				head,
			});
		},
	},
	{
		what: 'patterns',
		pieces: ['{', '[', '}', ',', '*', '\\', '{a,', '[a]', '\u0315\u0300'],
		read(much) {
			splitGlobs(much);
			parseGlob(much).matches('abc');
		},
	},
	{
		what: 'names that a pattern is held against',
		pieces: ['-', 'a-', FAMILY],
		read(much) {
			for (const pattern of ['*-*-*-x', '{*-,-*}{*-,-*}x', '{*,{*,{*,x}}}y'])
				parseGlob(pattern).matches(much);
		},
	},
	{
		what: 'lists of files that were left out',
		pieces: ['a'],
		read(much) {
			const report = new Report();
			for (const name of much) report.leftOut('fileType', name);
			report.hints();
		},
	},
	{
		what: 'patterns that go back and forth over a name',
		pieces: ['*-', '{*-,-*}'],
		read(much) {
			parseGlob(`${much}x`).matches('-'.repeat(50));
		},
	},
];

/** The whole number of pieces that is nearest to so many characters. */
export function much(of: string, length: number): string {
	return of.repeat(Math.max(1, Math.round(length / of.length)));
}
