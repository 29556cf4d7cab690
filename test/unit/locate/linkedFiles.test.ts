import { linkedFiles } from '../../../nodes/NotionFiles/locate/linkedFiles';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import type { PagePart } from '../../../nodes/NotionFiles/locate/WalkPlan';
import { collect } from '../promises';
import { NotionInMemory } from './NotionInMemory';
import { blockJson, image, PAGE, pageJson, planOf, richText, signedUrl, summary } from './samples';

const BROCHURE = 'https://example.com/files/Brochure%202026.pdf?v=2#page=3';

describe.each(['bookmark', 'embed', 'link_preview'])('a %s', (type) => {
	test('of a file’s address leads to that file', () => {
		const content = { url: BROCHURE, caption: richText('New') };
		const block = blockJson('b', type, content, { last_edited_time: '2026-11-22T09:00:00.000Z' });
		expect(linkedFiles(block, PAGE)).toMatchObject([
			{
				fileId: expect.stringMatching(/^[0-9a-f]{32}$/),
				name: 'Brochure 2026.pdf',
				place: { source: 'block', block: { id: 'b', type } },
				page: PAGE,
				link: { kind: 'plain', url: BROCHURE, hosting: 'external' },
				expectation: 'link',
				caption: 'New',
				lastEditedTime: '2026-11-22T09:00:00.000Z',
			},
		]);
	});

	test.each([
		['https://example.com/'],
		['https://example.com/brochure'],
		['https://example.com/brochure.html'],
		['https://example.com/view.php?file=brochure.pdf'],
		['https://www.youtube.com/watch?v=1.mp4'],
		['mailto:ana@example.com'],
		[signedUrl('chart.html')],
		[undefined],
		[7],
	])('of %s leads to none', (url) => {
		expect(linkedFiles(blockJson('b', type, { url }), PAGE)).toEqual([]);
	});
});

test.each(['image', 'paragraph', 'file', '__proto__'])('a %s holds no such link', (type) => {
	expect(linkedFiles(blockJson('b', type, { url: BROCHURE }), PAGE)).toEqual([]);
});

describe('in a page', () => {
	const found = async (...parts: PagePart[]): Promise<string[]> => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', image('a.png'), blockJson('b', 'bookmark', { url: BROCHURE }));
		return summary(await collect(findingsOf(new PageWalk(notion, planOf(...parts)).page('p', 0))));
	};

	test('they are returned on request, in their place', async () => {
		expect(await found('content', 'linkedFiles')).toEqual(['a.png', 'Brochure 2026.pdf']);
		expect(await found('linkedFiles')).toEqual(['Brochure 2026.pdf']);
	});

	test('otherwise they are reported with the content, and only with that', async () => {
		expect(await found('content')).toEqual(['a.png', 'linked: Brochure 2026.pdf']);
		expect(await found('cover', 'blockComments')).not.toContain('linked: Brochure 2026.pdf');
	});
});
