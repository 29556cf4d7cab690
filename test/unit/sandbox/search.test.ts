import { type Sandbox, type SearchIndex, startSandbox } from '../../sandbox';
import { ask, at, type Json } from './support';

/** Everything is in it, at once. */
const WHOLE: SearchIndex = { lagMs: 0, oneRowOf: 1, missesOneOf: 0, cap: 10_000 };

let sandbox: Sandbox;

afterEach(() => sandbox.close());

/** The titles that search finds, last edited first. */
async function found(body: Json = {}): Promise<string[]> {
	const sort = { timestamp: 'last_edited_time', direction: 'descending' };
	const answer = await ask(sandbox, '/v1/search', { body: { sort, ...body } });
	return at<Json[]>(answer, 'body.results').map(titleOf);
}

function titleOf(result: Json): string {
	return at(result, result.object === 'page' ? 'url' : 'title.0.plain_text')
		.replace(/^.*\//, '')
		.replace(/-[0-9a-f]{32}$/, '');
}

test('an edit, a page that is new or newly shared, and a trashing are found only later', async () => {
	sandbox = await startSandbox({ search: { ...WHOLE, lagMs: 5 * 60_000 } });
	const { workspace, clock } = sandbox;
	workspace.addPage({ title: 'Old', lastEditedTime: '2026-01-02T00:00:00.000Z' });
	const edited = workspace.addPage({ title: 'Edited', lastEditedTime: '2026-01-01T00:00:00.000Z' });
	const trashed = workspace.addPage({ title: 'Trashed', lastEditedTime: edited.lastEditedTime });
	const secret = workspace.addPage({ title: 'Secret', shared: false });
	workspace.addPage({ title: 'Below', parent: secret });
	expect(await found()).toEqual(['Old', 'Edited', 'Trashed']);

	workspace.edit(edited, {});
	workspace.trash(trashed);
	workspace.edit(secret, { shared: true });
	workspace.addPage({ title: 'New' });
	expect(await found()).toEqual(['Old', 'Edited', 'Trashed']);
	clock.advanceMinutes(7);
	expect((await found()).sort()).toEqual(['Below', 'Edited', 'New', 'Old', 'Secret']);
	expect(await found({ filter: { in_trash: true } })).toEqual(['Trashed']);
});

test('the index lacks most rows, and some of what was not shared by itself', async () => {
	sandbox = await startSandbox();
	const { workspace } = sandbox;
	const root = workspace.addPage({ title: 'Root' });
	const database = workspace.addDatabase({ title: 'Rows', parent: root, shared: true });
	const add = (title: string, parent: Parameters<typeof workspace.addPage>[0]['parent']) => {
		for (let n = 0; n < 50; n++) workspace.addPage({ title, parent });
	};
	add('Row', database);
	add('Child', root);
	const rest: Json[] = [];
	for (let next: string | undefined; next !== null;) {
		const { body } = await ask(sandbox, '/v1/search', { body: { start_cursor: next } });
		rest.push(...at<Json[]>(body, 'results'));
		next = at<string | null>(body, 'next_cursor') ?? (null as never);
	}
	const titles = rest.map(titleOf);
	expect(titles).toEqual(expect.arrayContaining(['Root', 'Rows', 'Row', 'Child']));
	expect(titles.filter((title) => title === 'Row').length).toBeLessThan(15);
	expect(titles.filter((title) => title === 'Child').length).toBeLessThan(50);
});

test('what is edited while search is listed appears twice, or hides another entry', async () => {
	sandbox = await startSandbox({ search: WHOLE });
	const { workspace } = sandbox;
	const pages = ['1', '2', '3', '4'].map((title) =>
		workspace.addPage({ title, lastEditedTime: `2026-01-0${title}T00:00:00.000Z` }),
	);
	const listed = async (direction: string, edited: (typeof pages)[number] | undefined) => {
		const sort = { timestamp: 'last_edited_time', direction };
		const first = await ask(sandbox, '/v1/search', { body: { sort, page_size: 2 } });
		if (edited) workspace.edit(edited, {});
		const body = { sort, page_size: 2, start_cursor: at(first, 'body.next_cursor') };
		const second = await ask(sandbox, '/v1/search', { body });
		return [first, second].flatMap((answer) => at<Json[]>(answer, 'body.results').map(titleOf));
	};
	expect(await listed('descending', pages[0])).toEqual(['4', '3', '3', '2']);
	expect(await listed('ascending', pages[1])).toEqual(['2', '3', '1', '2']);
});

test('it ends after 10,000 results, which only the status tells', async () => {
	sandbox = await startSandbox({ search: { ...WHOLE, cap: 2 } });
	for (const title of ['A', 'B', 'C']) sandbox.workspace.addPage({ title });
	const { body } = await ask(sandbox, '/v1/search', { body: {} });
	expect(body).toMatchObject({
		has_more: false,
		request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
	});
	expect(body.results).toHaveLength(2);
});
