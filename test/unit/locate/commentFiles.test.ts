import { commentFindings } from '../../../nodes/NotionFiles/locate/commentFiles';
import { attachment, comment, EXPIRY, onlyFile, PAGE, signedUrl, summary } from './samples';

const BLOCK = { id: 'b', type: 'paragraph' };

test('an attachment is a file that Notion hosts, named by its link', () => {
	const json = comment('k', [attachment('whiteboard.png')], {
		created_time: '2026-11-21T08:00:00.000Z',
		last_edited_time: '2026-11-22T09:00:00.000Z',
	});
	expect(onlyFile(commentFindings(json, PAGE, undefined))).toMatchObject({
		name: 'whiteboard.png',
		place: { source: 'comment', comment: { id: 'k' } },
		page: PAGE,
		link: { kind: 'signed', url: signedUrl('whiteboard.png'), expiryTime: EXPIRY, trusted: true },
		caption: 'Text of k',
		lastEditedTime: '2026-11-22T09:00:00.000Z',
	});
});

test('the block that a comment is on is named, its page is not', () => {
	const json = comment('k', [attachment('a.png')]);
	expect(onlyFile(commentFindings(json, PAGE, BLOCK)).place).toEqual({
		source: 'comment',
		comment: { id: 'k' },
		block: BLOCK,
	});
	expect(onlyFile(commentFindings(json, PAGE, undefined)).place).not.toHaveProperty('block');
});

test.each([
	['image', 'image'],
	['video', 'video'],
	['audio', 'audio'],
	['pdf', 'pdf'],
	['productivity', 'anything'],
	['one of tomorrow', 'anything'],
	['constructor', 'anything'],
	[undefined, 'anything'],
])('of the category %s, %s is expected', (category, expectation) => {
	const json = comment('k', [{ ...attachment('a'), category }]);
	expect(onlyFile(commentFindings(json, PAGE, undefined)).expectation).toBe(expectation);
});

test('several attachments stay in order', () => {
	const json = comment('k', [attachment('b.pdf'), attachment('a.png'), attachment('c.mp4')]);
	expect(summary(commentFindings(json, PAGE, BLOCK))).toEqual(['b.pdf', 'a.png', 'c.mp4']);
});

test('comments without attachments hold no files', () => {
	expect(commentFindings(comment('k'), PAGE, undefined)).toEqual([]);
	expect(commentFindings(comment('k', []), PAGE, undefined)).toEqual([]);
});

test('an attachment without a link is reported, an odd one beside it does no harm', () => {
	const odd = [{ category: 'image', file: {} }, { category: 'pdf' }, {}];
	const json = comment('k', [...odd, attachment('good.png')]);
	const reported =
		'skipped: Notion returned no link for the file in a comment on a paragraph block on page “Handbook”';
	expect(summary(commentFindings(json, PAGE, BLOCK))).toEqual([reported, reported, 'good.png']);
});

test('a comment of which Notion returns only the ID is reported', () => {
	const findings = commentFindings({ object: 'comment', id: 'k' }, PAGE, undefined);
	expect(summary(findings)).toEqual([
		'skipped: Notion returned only the ID of a comment on page “Handbook”',
	]);
});
