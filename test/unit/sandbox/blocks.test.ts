import { block, icon, mentionItem, type Sandbox, startSandbox } from '../../sandbox';
import { ask, askAll, at, type Json } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const children = (id: string) => askAll(sandbox, `/v1/blocks/${id}/children`);

test('blocks of every type carry their content under their type', async () => {
	const { workspace } = sandbox;
	const upload = workspace.upload({ name: 'a b.png', content: 'a' });
	const target = workspace.addPage({ title: 'Target' });
	const page = workspace.addPage({
		title: 'All',
		children: [
			block.paragraph('p'),
			...([1, 2, 3, 4] as const).map((level) => block.heading(level, 'h')),
			block.toggleHeading(2, 'folded', [block.paragraph('in')]),
			block.bullet('b'),
			block.numbered('n'),
			block.quote('q'),
			block.toggle('t'),
			block.template('t'),
			block.toDo('d', true),
			block.callout('c', upload),
			block.code('1 + 1'),
			block.equation('e = mc^2'),
			block.divider(),
			block.breadcrumb(),
			block.tableOfContents(),
			block.tabs(block.tab('One', icon.emoji('1️⃣'), [block.image(upload)])),
			block.columns([block.image(upload)], [block.image(upload)]),
			block.table([['a', [mentionItem({ type: 'page', page: { id: target.id } }, 'Target')]]]),
			block.synced([block.image(upload)]),
			block.linkToPage(target),
			block.image(upload, { caption: 'the caption' }),
			block.video('https://www.youtube.com/watch?v=1'),
			block.pdf(upload),
			block.audio(upload),
			block.file(upload, { name: 'a b' }),
			block.embed('https://example.com'),
			block.bookmark('https://example.com'),
			block.linkPreview('https://example.com'),
			block.meetingNotes('Weekly', { summary: block.paragraph('s') }),
			block.transcription('Old', {}),
			block.unsupported('drive'),
		],
	});
	const read = await children(page.id);
	expect(new Set(read.map(({ type }) => type)).size).toBe(33);
	for (const each of read) {
		expect(each).toHaveProperty([String(each.type)]);
		expect(each).toMatchObject({ object: 'block', in_trash: false, parent: { page_id: page.id } });
	}
	const byType = (type: string) =>
		at<Json>(
			read.find((each) => each.type === type),
			type,
		);
	const signed = expect.stringContaining('X-Amz-Signature=') as string;
	expect(byType('file')).toMatchObject({ type: 'file', name: 'a b', file: { url: signed } });
	expect(byType('image')).toMatchObject({ caption: [{ plain_text: 'the caption' }] });
	expect(byType('callout').icon).toEqual({
		file: expect.objectContaining({ url: signed }) as Json,
	});
	expect(byType('unsupported')).toEqual({ block_type: 'drive' });
	const drive = read.find(({ type }) => type === 'unsupported');
	expect(drive).toMatchObject({ has_children: true });
	expect((await ask(sandbox, `/v1/blocks/${String(drive?.id)}/children`)).body).toMatchObject({
		code: 'validation_error',
		message: 'Block type drive is not supported via the API.',
	});
	expect(byType('to_do')).toMatchObject({ checked: true });
});

test('children come one level at a time, in pages of at most 100', async () => {
	const page = sandbox.workspace.addPage({
		title: 'Long',
		children: Array.from({ length: 230 }, (_, index) =>
			block.paragraph(`${index}`, [block.quote('in')]),
		),
	});
	const first = await ask(sandbox, `/v1/blocks/${page.id}/children`);
	expect(at<Json[]>(first.body, 'results')).toHaveLength(100);
	expect(first.body).toMatchObject({ object: 'list', has_more: true, type: 'block', block: {} });
	const all = await children(page.id);
	expect(all.map((each) => at(each, 'paragraph.rich_text.0.plain_text'))).toEqual(
		Array.from({ length: 230 }, (_, index) => `${index}`),
	);
	expect(all.every((each) => each.has_children === true)).toBe(true);
	sandbox.settings.maximumPageSize = 7;
	expect(
		at<Json[]>((await ask(sandbox, `/v1/blocks/${page.id}/children`)).body, 'results'),
	).toHaveLength(7);
});

test('the first answer of a listing may hold nothing and lead on all the same', async () => {
	sandbox.settings.firstAnswersEmpty = true;
	const blocks = Array.from({ length: 3 }, () => block.divider());
	const page = sandbox.workspace.addPage({ title: 'P', children: blocks });
	const { body } = await ask(sandbox, `/v1/blocks/${page.id}/children`);
	expect(body).toMatchObject({ results: [], has_more: true });
	expect((await children(page.id)).map(({ id }) => id)).toEqual(blocks.map(({ id }) => id));
	const empty = sandbox.workspace.addPage({ title: 'Empty' });
	const none = await ask(sandbox, `/v1/blocks/${empty.id}/children`);
	expect(none.body).toMatchObject({ results: [], has_more: false });
});

test('a listing goes on at the right block when the page changes between two pages of it', async () => {
	const blocks = Array.from({ length: 6 }, (_, index) => block.paragraph(`${index}`));
	const page = sandbox.workspace.addPage({ title: 'Moving', children: blocks });
	const path = `/v1/blocks/${page.id}/children?page_size=3`;
	const { body } = await ask(sandbox, path);
	sandbox.workspace.addBlocks(page, [block.paragraph('new')], 0);
	const rest = await ask(sandbox, `${path}&start_cursor=${at(body, 'next_cursor')}`);
	expect(at(rest.body, 'results.0.id')).toBe(blocks[3]?.id);
});

test('a cursor of another listing, or none of ours, is refused', async () => {
	const make = () =>
		sandbox.workspace.addPage({ title: 'P', children: [block.divider(), block.divider()] });
	const [one, two] = [make(), make()];
	const cursor = at(
		(await ask(sandbox, `/v1/blocks/${one.id}/children?page_size=1`)).body,
		'next_cursor',
	);
	for (const wrong of [cursor, 'nonsense']) {
		const answer = await ask(sandbox, `/v1/blocks/${two.id}/children?start_cursor=${wrong}`);
		expect(answer).toMatchObject({ status: 400, body: { code: 'validation_error' } });
	}
});

test('pages and databases are blocks too, and stand in the body of their parent', async () => {
	const { workspace } = sandbox;
	const page = workspace.addPage({ title: 'Parent' });
	const child = workspace.addPage({ title: 'Child', parent: page, children: [block.divider()] });
	const database = workspace.addDatabase({ title: 'List', parent: page });
	expect(await children(page.id)).toMatchObject([
		{ id: child.id, type: 'child_page', child_page: { title: 'Child' }, has_children: true },
		{ id: database.id, type: 'child_database', child_database: { title: 'List' } },
	]);
	expect((await ask(sandbox, `/v1/blocks/${child.id}`)).body).toMatchObject({ type: 'child_page' });
	expect(await children(database.id)).toEqual([]);
});

test('a synced copy lists the children of its original, or answers 404 when told to', async () => {
	const { workspace } = sandbox;
	const image = block.image('https://example.com/a.png');
	const original = block.synced([image]);
	const page = workspace.addPage({ title: 'Synced', children: [original] });
	const copy = block.syncedCopy(original);
	const broken = block.syncedCopy(original, { childrenUnavailable: true });
	workspace.addBlocks(page, [copy, broken]);
	const [, readCopy, readBroken] = await children(page.id);
	expect(readCopy).toMatchObject({
		has_children: true,
		synced_block: { synced_from: { type: 'block_id', block_id: original.id } },
	});
	expect(readBroken).toMatchObject({ has_children: true });
	expect(await children(copy.id)).toMatchObject([{ id: image.id }]);
	const answer = await ask(sandbox, `/v1/blocks/${broken.id}/children`);
	expect(answer).toMatchObject({ status: 404, body: { code: 'object_not_found' } });
});

test('meeting notes point to their parts, which are no ordinary children', async () => {
	const summary = block.paragraph('Summary', [block.image('https://example.com/a.png')]);
	const notes = block.meetingNotes('Weekly', { summary }, [block.divider()]);
	const page = sandbox.workspace.addPage({ title: 'Meeting', children: [notes] });
	const [read] = await children(page.id);
	expect(at(read, 'meeting_notes.children.summary_block_id')).toBe(summary.id);
	expect((await children(notes.id)).map(({ type }) => type)).toEqual(['divider']);
	expect((await children(summary.id)).map(({ type }) => type)).toEqual(['image']);
});

test('a listing of children can go wrong although the block says that it has some', async () => {
	const missing = block.failing(block.toggle('t'), 'notFound');
	const refused = block.unsupported('ai_block');
	const empty = block.failing(block.toggle('t'), 'empty');
	const page = sandbox.workspace.addPage({ title: 'Odd', children: [missing, refused, empty] });
	expect((await children(page.id)).every((each) => each.has_children === true)).toBe(true);
	expect((await ask(sandbox, `/v1/blocks/${missing.id}/children`)).status).toBe(404);
	expect((await ask(sandbox, `/v1/blocks/${refused.id}/children`)).body).toMatchObject({
		status: 400,
		message: 'Block type ai_block is not supported via the API.',
	});
	expect(await children(empty.id)).toEqual([]);
});

test('an HTML block is an embed whose URL reads back signed', async () => {
	const upload = sandbox.workspace.upload({ name: 'chart.html', content: '<h1>Chart</h1>' });
	const page = sandbox.workspace.addPage({ title: 'Embed', children: [block.embed(upload)] });
	const url = at((await children(page.id))[0], 'embed.url');
	expect(await (await fetch(url)).text()).toBe('<h1>Chart</h1>');
});
