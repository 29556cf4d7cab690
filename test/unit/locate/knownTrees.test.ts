import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import type { Finding } from '../../../nodes/NotionFiles/locate/Finding';
import type { KnownTree } from '../../../nodes/NotionFiles/locate/KnownTree';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect } from '../promises';
import { NotionInMemory, unavailable } from './NotionInMemory';
import { blockJson, databaseJson, image, pageJson, planOf, rowJson, summary } from './samples';

/** Nothing is known, unless a test says so. */
const NOTHING: KnownTree = {
	hasMet: () => false,
	withoutAsking: async () => await Promise.resolve(undefined),
	asEdited: async () => await Promise.resolve(undefined),
	unlisted: async () => await Promise.resolve(undefined),
	leadsOn: () => false,
	isGone: () => {},
	sourcesOf: async () => await Promise.resolve(undefined),
	rowsOf: () => ({ editedSince: undefined, ids: [] }),
};

function walkOf(notion: NotionInMemory, known: Partial<KnownTree> = {}): PageWalk {
	const reader = Object.assign(notion, { known: { ...NOTHING, ...known } });
	return new PageWalk(reader, { ...planOf('properties', 'content'), childDatabases: true });
}

const childPage = (id: string): Json => blockJson(id, 'child_page');

const ofKind = (findings: Finding[], kind: Finding['kind']): Finding[] =>
	findings.filter((finding) => finding.kind === kind);

describe('a page at rest', () => {
	test('is not read, and what is known to be on it is opened in its place', async () => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.put('page q', pageJson('q'))
			.children('q', image('in q.png'))
			.put('rows s', [[rowJson('r')]])
			.children('r');
		const walk = walkOf(notion, {
			asEdited: async (id) =>
				await Promise.resolve(
					id === 'p'
						? [
								{ kind: 'page', id: 'q' },
								{ kind: 'database', id: 'd' },
							]
						: undefined,
				),
			sourcesOf: async () => await Promise.resolve([{ id: 's', name: 'Rows' }]),
		});
		const findings = await collect(findingsOf(walk.page('p', 1)));
		expect(summary(findings)).toEqual(['at rest', 'in q.png', 'r.pdf']);
		expect(notion.reads.sort()).toEqual(
			['page p', 'page q', 'children q', 'rows s', 'children r'].sort(),
		);
	});

	test('is asked for only if a user has picked it', async () => {
		const notion = new NotionInMemory().put('page p', pageJson('p')).children('p', childPage('q'));
		const walk = walkOf(notion, { withoutAsking: async () => await Promise.resolve([]) });
		const findings = await collect(findingsOf(walk.page('p', 1)));
		expect(summary(findings)).toEqual(['at rest']);
		expect(notion.reads).toEqual(['page p', 'children p']);
	});
});

test('a page that was read tells its children, in their order and each once, if they are opened at all', async () => {
	const children = async (depth: number): Promise<unknown> => {
		const notion = new NotionInMemory()
			.put('page p', pageJson('p'))
			.children('p', childPage('q'), blockJson('d', 'child_database'), childPage('q'))
			.put('page q', pageJson('q'))
			.children('q')
			.put('database d', databaseJson('d', 's'))
			.put('rows s', [[]]);
		const findings = await collect(findingsOf(walkOf(notion).page('p', depth)));
		return ofKind(findings, 'pageRead').at(-1);
	};
	const met = [
		{ kind: 'page', id: 'q' },
		{ kind: 'database', id: 'd' },
	];
	expect(await children(1)).toMatchObject({ pageId: 'p', quiet: true, children: met });
	expect(await children(-1)).toMatchObject({ pageId: 'p', quiet: true, children: undefined });
});

describe('the rows of a data source', () => {
	const notion = (rows: Array<Json[] | Error>, filter = '') =>
		new NotionInMemory()
			.put('database d', databaseJson('d', 's'))
			.put(`rows s${filter}`, rows)
			.children('1')
			.children('2');

	test('are asked for since the last time, and those that are not listed follow', async () => {
		const walk = walkOf(notion([[rowJson('2')]], ' since 10:00'), {
			rowsOf: () => ({ editedSince: '10:00', ids: ['1', '2', '3'] }),
			unlisted: async (id) => await Promise.resolve(id === '1' ? [] : undefined),
		});
		const findings = await collect(findingsOf(walk.database('d', 0)));
		expect(summary(findings)).toEqual([
			'2.pdf',
			'at rest',
			'skipped: Skipped a row: Notion cannot find page 3',
		]);
		expect(ofKind(findings, 'rowsListed')).toEqual([
			expect.objectContaining({
				source: { id: 's', name: 'Name of s' },
				editedSince: '10:00',
				rows: [expect.objectContaining({ id: '2' })],
			}),
		]);
	});

	test('count as listed only if the list came to its end', async () => {
		const walk = walkOf(notion([[rowJson('1')], unavailable()]));
		const findings = await collect(findingsOf(walk.database('d', 0)));
		expect(summary(findings)).toEqual(['1.pdf', 'failed: notionUnavailable']);
		expect(ofKind(findings, 'rowsListed')).toEqual([]);
	});
});
