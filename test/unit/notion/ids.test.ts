import { isWebAppFileLink } from '../../../nodes/NotionFiles/files/links';
import fc from 'fast-check';
import {
	parseNotionId,
	parseViewId,
	viewInUrl,
	type IdTarget,
} from '../../../nodes/NotionFiles/notion/ids';
import { hostileText } from '../files/hostile';

const A = '4c1f32a5aaaa4bbbbcccc0123456789a';
const B = '9bc6c6e0bbbb4cccbdddd0123456789a';
const C = 'deadbeef0123456789abcdef01234567';
const dashed = (id: string): string =>
	[id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-');
const TARGETS: IdTarget[] = ['page', 'block', 'database', 'pageOrDatabase'];

describe('an ID', () => {
	test.each([
		['as digits', A],
		['dashed', dashed(A)],
		['in capitals', dashed(A).toUpperCase()],
		['with white space around', `\n\t ${A} \u00a0`],
		['in quotes', `"${A}"`],
		['in typographic quotes', `“${dashed(A)}”`],
		['in back ticks', `\`${A}\``],
		['in angle brackets and quotes', ` <"${A}"> `],
		['followed by a full stop', `${dashed(A)}.`],
		['in brackets, with a comma behind', `(${A}),`],
		['as a data source of Notion’s AI tools', `collection://${dashed(A)}`],
		['as one of these in braces', `{{collection://${A}}}`],
	])('is accepted %s', (_, text) => {
		for (const target of TARGETS) expect(parseNotionId(text, target)).toBe(dashed(A));
	});

	test.each([
		['nothing', ''],
		['too short', A.slice(1)],
		['too long', `${A}0`],
		['with another letter', `${A.slice(1)}g`],
		['with dashes elsewhere', `${A.slice(0, 4)}-${A.slice(4, 32)}`],
		['with a title but no address', `Team-handbook-${A}`],
		['a word', 'handbook'],
	])('is not accepted if it is %s', (_, text) => {
		for (const target of TARGETS) expect(parseNotionId(text, target)).toBeUndefined();
	});
});

describe('a URL that names one thing', () => {
	test.each([
		[`https://www.notion.so/acme/Team-handbook-${A}?pvs=4`],
		[`https://www.notion.so/${A}`],
		[`https://www.notion.so/${A}/`],
		[`https://notion.so/${dashed(A)}`],
		[`https://www.notion.so/acme/Team-handbook-${dashed(A)}?pvs=4`],
		[`http://notion.com/acme/Team-handbook-${A}`],
		[`https://www.notion.com/acme/${A}`],
		[`https://app.notion.com/p/${A}`],
		[`https://app.notion.com/p/${dashed(A)}`],
		[`https://app.notion.com/p/Team-handbook-${A}?source=copy_link`],
		[`https://acme.notion.site/Team-handbook-${A}`],
		[`https://docs.example.com/Team-handbook-${A}`],
		[`https://docs.example.com:8443/${A}`],
		[`notion://www.notion.so/acme/Team-handbook-${A}`],
		[`NOTION://www.notion.so/acme/Team-handbook-${A}`],
		[`www.notion.so/acme/Team-handbook-${A}?pvs=4`],
		[`acme.notion.site/Team-handbook-${A}`],
		[`docs.example.com/${A}`],
		[`/Team-handbook-${A}`],
		[`/${A}?pvs=25`],
		[`${A}?pvs=4`],
		[`<https://www.notion.so/${A.toUpperCase()}>`],
		[`https://www.notion.so/acme/%E4%BD%A0%E5%A5%BD-${A}`],
		[`https://www.notion.so/acme/你好-${A}`],
		[`https://www.notion.so/acme/%E4%BD%A0%E5%A5%BD${A}`],
		[`https://www.notion.so/acme/100%-sure-${A}`],
		[`https://www.notion.so/acme/Facade-cafe-${A}`],
		[`https://www.notion.so/acme/Facade${A}`],
		[`https://www.notion.so/acme/Copy-of-${C}-${A}`],
		[`https://www.notion.so/${C}/Team-handbook-${A}`],
		[`https://www.notion.so/native/acme/Team-handbook-${A}`],
		[`https://www.notion.so/acme/Team%2Dhandbook%2D${A}%20`],
		[`https://api.notion.com/v1/pages/${dashed(A)}`],
		[`[Team handbook](https://www.notion.so/acme/Team-handbook-${A}?pvs=4)`],
		[`**[Q[1] (new)](<https://www.notion.so/${A}> "Team")**.`],
		[`[${C}](/Team-handbook-${A})`],
		[`[Team handbook](${A})`],
	])('%s', (url) => {
		for (const target of TARGETS) expect(parseNotionId(url, target)).toBe(dashed(A));
	});
});

describe('a URL that names several things', () => {
	const none = undefined;
	test.each<[string, ...Array<string | undefined>]>([
		// url, page, block, database, page or database
		[`https://www.notion.so/${A}?v=${C}`, A, A, A, A],
		[`https://www.notion.so/${A}?v=${C}&p=${B}&pm=s`, B, B, A, B],
		[`https://www.notion.so/acme/Tasks-${A}?p=${dashed(B)}&pm=c&v=${C}`, B, B, A, B],
		[`https://www.notion.so/acme/Tasks-${A}?p=nonsense&v=${C}`, A, A, A, A],
		[`https://www.notion.so/acme?p=${B}`, B, B, none, B],
		[`https://www.notion.so/${A}?v=${C}&p=${B}#${C}`, B, C, A, B],
		[`https://www.notion.so/acme/Handbook-${A}#${B}`, A, B, B, B],
		[`https://www.notion.so/acme/Handbook-${A}#block-${B}`, A, B, B, B],
		[`https://www.notion.so/acme/Handbook-${A}#${dashed(B)}`, A, B, B, B],
		[`https://www.notion.so/acme/Handbook-${A}#${B}?pvs=4`, A, B, B, B],
		[`https://www.notion.so/acme/Handbook-${A}?d=${C}#${B}`, A, B, B, B],
		[`https://www.notion.so/acme/Handbook-${A}?d=${C}`, A, A, A, A],
		[`https://www.notion.so/acme/Handbook-${A}#introduction`, A, A, A, A],
		[`https://www.notion.so/acme/Handbook-${A}#:~:text=${B}`, A, A, A, A],
		[`https://www.notion.so/acme/Tasks-${A}?v=${C}#${B}`, A, B, A, A],
		[`/Handbook-${A}#${B}`, A, B, B, B],
		[`${A}?v=${C}`, A, A, A, A],
		[`https://www.notion.so/?v=${C}`, none, none, none, none],
		[`https://www.notion.so/acme?v=${C}`, none, none, none, none],
	])('%s', (url, ...ids) => {
		const found = TARGETS.map((target) => parseNotionId(url, target));
		expect(found).toEqual(ids.map((id) => id && dashed(id)));
	});
});

test.each([
	['https://www.notion.so/'],
	['https://www.notion.so/acme'],
	['https://www.notion.so/my-integrations'],
	[`https://www.notion.so/profile/integrations/internal/${A}`],
	[`https://www.notion.so/invite/${A}${B}`],
	[`https://github.com/acme/handbook/commit/${A}01234567`],
	[`https://file.notion.so/f/f/${dashed(C)}/${dashed(B)}/${A}`],
	[`https://www.notion.so/image/https%3A%2F%2Fexample.com%2F${A}`],
	[`attachment:${dashed(A)}:report.pdf`],
	[`ftp://www.notion.so/${A}`],
	[`javascript://www.notion.so/${A}`],
	[`https://${A}`],
	[`https:// /${A}`],
	[`see ${A}`],
])('%s names nothing in Notion', (text) => {
	for (const target of TARGETS) expect(parseNotionId(text, target)).toBeUndefined();
});

test.each([
	['attachment:9bc6c6e0-bbbb-4ccc-bddd-d0123456789a:report.pdf', true],
	['file://%7B%22source%22%3A%22attachment%22%7D', true],
	['https://file.notion.so/f/f/space/file/report.pdf?table=block&signature=x', true],
	['https://img.notionusercontent.com/s3/prod-files-secure/x/y/image.png/size/w=1000', true],
	[
		'https://www.notion.so/image/https%3A%2F%2Fs3.us-west-2.amazonaws.com%2Fx.png?table=block',
		true,
	],
	['https://acme.notion.site/image/attachment%3Ax%3Aimage.png?table=block', true],
	['www.notion.so/signed/https%3A%2F%2Fs3.us-west-2.amazonaws.com%2Fx.pdf', true],
	['https://www.notion.so/images/page-cover/woodcuts_1.jpg', false],
	['https://www.notion.so/icons/snake_purple.svg', false],
	['https://prod-files-secure.s3.us-west-2.amazonaws.com/a/b/report.pdf?X-Amz-Signature=1', false],
	['https://example.com/image/photo.png', false],
	['', false],
])('whether a link is the web app’s own: %s', (url, expected) => {
	expect(isWebAppFileLink(url)).toBe(expected);
});

describe('whatever is pasted', () => {
	const id = fc.hexaString({ minLength: 32, maxLength: 32 });

	test('the result is a dashed lower-case UUID or nothing, and nothing throws', () => {
		fc.assert(
			fc.property(hostileText(), fc.constantFrom(...TARGETS), (text, target) => {
				const found = parseNotionId(text, target);
				if (found !== undefined)
					expect(found).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
				isWebAppFileLink(text);
			}),
		);
	});

	test('characters that end sentences and quotes may follow it', () => {
		const sign = fc.constantFrom(...'.,;:!?)]}>"\'`*_”’»…。、）');
		fc.assert(
			fc.property(id, fc.array(sign, { maxLength: 4 }), (digits, signs) => {
				const behind = signs.join('');
				for (const text of [digits, `https://www.notion.so/acme/Page-${digits}`]) {
					expect(parseNotionId(`${text}${behind}`, 'page')).toBe(dashed(digits));
					expect(parseNotionId(`[Any title](${text})${behind}`, 'page')).toBe(dashed(digits));
				}
			}),
		);
	});

	test('the result is itself an ID', () => {
		fc.assert(
			fc.property(id, fc.constantFrom(...TARGETS), (digits, target) => {
				const found = parseNotionId(digits, target);
				expect(found).toBe(dashed(digits));
				expect(parseNotionId(found ?? '', target)).toBe(found);
				expect(parseNotionId(`https://app.notion.com/p/${found}`, target)).toBe(found);
			}),
		);
	});

	test('any title may precede the ID in a URL', () => {
		fc.assert(
			fc.property(fc.fullUnicodeString(), id, (title, digits) => {
				const url = `https://www.notion.so/acme/${encodeURIComponent(title)}-${digits}?pvs=4`;
				expect(parseNotionId(url, 'page')).toBe(dashed(digits));
			}),
		);
	});
});

describe('a view', () => {
	test.each([
		['its ID', B],
		['its ID in quotes', ` “${dashed(B)}” `],
		['as Notion’s AI tools name it', `view://${dashed(B)}`],
		['the URL of its database', `https://www.notion.so/acme/${A}?v=${B}`],
		[
			'the URL of a row over it',
			`https://www.notion.so/${A}?v=${dashed(B).toUpperCase()}&p=${C}&pm=s`,
		],
		['a Markdown link', `[Invoices](https://www.notion.so/${A}?pvs=4&v=${B})`],
		['a path', `/${A}?v=${B}`],
	])('is found by %s', (_, text) => {
		expect(parseViewId(text)).toBe(dashed(B));
	});

	const DATABASE = `https://www.notion.so/acme/Tasks-${A}`;
	const LINK = `${DATABASE}?pvs=4&v=${B}`;

	test.each([
		['HTML', `${DATABASE}?pvs=4&amp;v=${B}`],
		['HTML in HTML', `${DATABASE}?pvs=4&amp;amp;v=${B}`],
		['HTML with numbers', `${DATABASE}&#63;v&#x3D;${B}&#38;pvs=4`],
		['two queries', `${DATABASE}?pvs=4?v=${B}`],
		['a query behind an anchor', `${DATABASE}#heading?v=${B}`],
		['a query behind the anchor of a block', `${DATABASE}?pvs=4#${C}?v=${B}`],
		['an anchor in place of the query', `${DATABASE}#v=${B}`],
		['a query with an encoded beginning', `${DATABASE}%3Fv%3D${B}`],
		['one in which everything is encoded', encodeURIComponent(LINK)],
		['one that was encoded twice', encodeURIComponent(encodeURIComponent(LINK))],
		['a query that was encoded twice', `${DATABASE}%253Fpvs%253D4%2526v%253D${B}`],
		['an encoded sign', `${DATABASE}?v%3D${B}`],
		['an encoded sign between two', `${DATABASE}?pvs=4%26v=${B}`],
		['a query without its first sign', `${DATABASE}&pvs=4&v=${B}`],
		['an ID without the first sign', `${A}&v=${B}`],
		['semicolons', `${DATABASE}?pvs=4;v=${B}`],
		['capitals', LINK.toUpperCase()],
		['an empty one before it', `${DATABASE}?v=&v=${B}`],
		['another value before it', `${DATABASE}?v=1&v=${B}`],
		['white space', `${DATABASE}?v=%20${B}%0A`],
		['invisible characters', `${DATABASE}\u200b?v=\u2060${B}\u00ad`],
		['Slack', `<${LINK}|Tasks>`],
		['Slack and HTML', `<${LINK.replace('&', '&amp;')}|My *tasks* (new)>`],
		['Markdown and HTML', `[Tasks](<${LINK.replace('&', '&amp;')}>).`],
		['angle brackets', `<${LINK}>,`],
		['the app', LINK.replace('https', 'notion')],
		['the app and HTML', LINK.replace('https', 'notion').replace('&', '&amp;')],
		['Notion Sites', `https://acme.notion.site/${A}?pvs=4&amp;v=${B}`],
	])('is found with its database in a URL with %s', (_, text) => {
		expect([parseViewId(text), parseNotionId(text, 'database')]).toEqual([dashed(B), dashed(A)]);
	});

	test('does not hide a peek in a URL that HTML has escaped', () => {
		const url = `${DATABASE}?v=${B}&amp;p=${C}&amp;pm=s`;
		expect(TARGETS.map((target) => parseNotionId(url, target))).toEqual(
			[C, C, A, C].map((id) => dashed(id)),
		);
	});

	test.each([
		['a name', 'Large CVs', undefined],
		['a URL without one', `https://www.notion.so/${A}`, undefined],
		['an empty one', `https://www.notion.so/${A}?v=`, undefined],
		['one that is no ID', `https://www.notion.so/${A}?v=1`, '1'],
		['no Notion URL at all', 'ftp://x.y/z?v=1', undefined],
	])('is not found in %s', (_, text, inUrl) => {
		expect(parseViewId(text)).toBeUndefined();
		expect(viewInUrl(text)).toBe(inUrl);
	});
});
