import { type PageObjectResponse } from '@notionhq/client';
import { block, file, icon, property, type Sandbox, startSandbox } from '../../sandbox';
import { minuteOf } from '../../sandbox/clock';
import { ask, askAll, at, type Json } from './support';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function readPage(id: string): Promise<PageObjectResponse> {
	return (await ask(sandbox, `/v1/pages/${id}`)).body as unknown as PageObjectResponse;
}

test('a page gives its cover, icon and files in the shapes of the API', async () => {
	const { workspace } = sandbox;
	const upload = workspace.upload({ name: 'Résumé.pdf', content: 'cv' });
	const page = workspace.addPage({
		title: 'Ana',
		cover: 'https://example.com/cover.png',
		icon: upload,
		properties: { Docs: property.files(upload, 'https://example.com/a', file.named('B', upload)) },
	});
	const { cover, icon: pageIcon, properties, parent } = await readPage(page.id);
	expect(cover).toEqual({ type: 'external', external: { url: 'https://example.com/cover.png' } });
	const signed = {
		type: 'file',
		file: {
			url: expect.stringContaining(upload.path) as string,
			expiry_time: expect.stringMatching(/^\d{4}-.*\.000Z$/) as string,
		},
	};
	expect(pageIcon).toEqual(signed);
	expect(properties.Docs).toEqual({
		id: expect.any(String) as string,
		type: 'files',
		files: [
			{ name: 'Résumé.pdf', ...signed },
			{
				name: 'https://example.com/a',
				type: 'external',
				external: { url: 'https://example.com/a' },
			},
			{ name: 'B', ...signed },
		],
	});
	expect(parent.type).toBe('data_source_id');
});

test.each([
	['an emoji', icon.emoji('📗'), { type: 'emoji', emoji: '📗' }],
	[
		'a native icon',
		icon.native('snake', 'purple'),
		{ type: 'icon', icon: { name: 'snake', color: 'purple' } },
	],
	[
		'an unattached upload',
		file.fileUpload('u1'),
		{ type: 'file_upload', file_upload: { id: 'u1' } },
	],
	['a file without URL', file.withoutUrl(), { type: 'file', file: {} }],
	[
		'a data URL',
		file.dataUrl('image/png', Buffer.from('x')),
		{ type: 'external', external: { url: 'data:image/png;base64,eA==' } },
	],
])('an icon may be %s', async (_, source, shape) => {
	const page = sandbox.workspace.addPage({ title: 'Icon', icon: source });
	expect((await readPage(page.id)).icon).toEqual(shape);
});

test('a custom emoji has a public URL that needs no signature', async () => {
	const emoji = sandbox.workspace.customEmoji('bufo', 'picture');
	const page = sandbox.workspace.addPage({ title: 'Emoji', icon: emoji });
	expect((await readPage(page.id)).icon).toEqual({
		type: 'custom_emoji',
		custom_emoji: { id: emoji.id, name: 'bufo', url: emoji.url },
	});
	expect(await (await fetch(emoji.url)).text()).toBe('picture');
});

test('every reading signs anew, and the path stays', async () => {
	const upload = sandbox.workspace.upload({ name: 'a.png', content: 'a' });
	const page = sandbox.workspace.addPage({ title: 'P', cover: upload });
	const links = [await readPage(page.id), await readPage(page.id)].map((read) =>
		at(read, 'cover.file.url'),
	);
	expect(links[0]).not.toBe(links[1]);
	expect(links[0]?.split('?')[0]).toBe(links[1]?.split('?')[0]);
});

test('ids are found in every spelling', async () => {
	const page = sandbox.workspace.addPage({ title: 'Spelling' });
	for (const id of [page.id, page.id.toUpperCase(), page.id.replace(/-/g, '')]) {
		expect((await readPage(id)).id).toBe(page.id);
	}
});

test('a page outside a data source has its title alone', async () => {
	const page = sandbox.workspace.addPage({ title: 'Plain' });
	expect(Object.keys((await readPage(page.id)).properties)).toEqual(['title']);
});

test('rows show every property of their data source, and only those asked for', async () => {
	const { workspace } = sandbox;
	const { dataSource } = workspace.addDatabase({
		title: 'People',
		schema: { Docs: 'files', Mail: 'email', Sum: 'rollup' },
	});
	const row = workspace.addPage({ title: 'Ana', parent: dataSource });
	const { properties } = await readPage(row.id);
	expect(Object.keys(properties)).toEqual(['Docs', 'Mail', 'Sum', 'Name']);
	expect(properties.Docs).toMatchObject({ type: 'files', files: [] });
	const id = properties.Docs?.id ?? '';
	const filtered = await ask(
		sandbox,
		`/v1/pages/${row.id}?filter_properties=${id}&filter_properties=title`,
	);
	expect(Object.keys(at<Json>(filtered.body, 'properties'))).toEqual(['Docs', 'Name']);
});

test('property ids come URL-encoded, and the property endpoint takes them as given', async () => {
	const { workspace } = sandbox;
	const upload = workspace.upload({ name: 'a.pdf', content: 'a' });
	const names = Array.from({ length: 12 }, (_, index) => `Files ${index}`);
	const page = workspace.addPage({
		title: 'Many',
		properties: Object.fromEntries(names.map((name) => [name, property.files(upload)])),
	});
	const ids = names.map((name) =>
		at((page.parent as { schema: Map<string, unknown> }).schema.get(name), 'id'),
	);
	expect(ids.some((id) => id.includes('%'))).toBe(true);
	for (const id of ids) {
		const { body } = await ask(sandbox, `/v1/pages/${page.id}/properties/${id}`);
		expect(body).toMatchObject({ object: 'property_item', id, type: 'files' });
		expect(at<Json[]>(body, 'files')).toHaveLength(1);
	}
	const twice = encodeURIComponent(String(ids.find((id) => id.includes('%'))));
	expect((await ask(sandbox, `/v1/pages/${page.id}/properties/${twice}`)).status).toBe(404);
});

test('relations and rollups over a database that is not shared are missing', async () => {
	const { workspace } = sandbox;
	const people = workspace.addDatabase({ title: 'People', shared: false });
	const ana = workspace.addPage({
		title: 'Ana',
		parent: people,
		properties: { CV: property.files() },
	});
	const team = workspace.addPage({
		title: 'Team',
		properties: { Members: property.relation(ana), CVs: property.rollup([ana], 'CV') },
	});
	const names = async () => Object.keys((await readPage(team.id)).properties);
	expect(await names()).toEqual(['Name']);
	workspace.edit(people, { shared: true });
	expect(await names()).toEqual(['Members', 'CVs', 'Name']);
});

test('a rollup shows 25 of its elements on the page and all at its own endpoint', async () => {
	const { workspace } = sandbox;
	const people = Array.from({ length: 60 }, (_, index) =>
		workspace.addPage({
			title: `Person ${index}`,
			properties: {
				CV: property.files(workspace.upload({ name: `cv-${index}.pdf`, content: `${index}` })),
			},
		}),
	);
	const page = workspace.addPage({
		title: 'Team',
		properties: { CVs: property.rollup(people, 'CV') },
	});
	const shown = (await readPage(page.id)).properties.CVs;
	expect(shown).toMatchObject({
		type: 'rollup',
		rollup: { type: 'array', function: 'show_original' },
	});
	expect(at<Json[]>(shown, 'rollup.array')).toHaveLength(25);
	expect(at<Json>(shown, 'rollup.array.0')).not.toHaveProperty('id');

	const path = `/v1/pages/${page.id}/properties/${shown?.id}?page_size=25`;
	const first = await ask(sandbox, path);
	expect(first.body).toMatchObject({
		object: 'list',
		has_more: true,
		type: 'property_item',
		property_item: {
			type: 'rollup',
			rollup: { type: 'array', array: [], function: 'show_original' },
		},
	});
	const items = await askAll(sandbox, path);
	expect(items.map((item) => at(item, 'files.0.name'))).toEqual(
		people.map((_, i) => `cv-${i}.pdf`),
	);
});

test.each(['unsupported', 'incomplete'] as const)('a rollup may be %s', async (kind) => {
	const page = sandbox.workspace.addPage({
		title: 'Team',
		properties: { CVs: property.rollupUnavailable(kind) },
	});
	expect((await readPage(page.id)).properties.CVs).toMatchObject({
		rollup: { type: kind, [kind]: {} },
	});
});

test('a page in the trash is still retrieved, a removed one is not', async () => {
	const { workspace } = sandbox;
	const child = block.paragraph('inside');
	const page = workspace.addPage({ title: 'Gone', children: [child] });
	workspace.trash(page);
	const read = await readPage(page.id);
	expect(read.in_trash).toBe(true);
	expect(read).not.toHaveProperty('archived');
	workspace.remove(page);
	expect((await ask(sandbox, `/v1/pages/${page.id}`)).status).toBe(404);
	expect((await ask(sandbox, `/v1/blocks/${child.id}`)).status).toBe(404);
});

test('changes between two requests show, and move the time of the last edit', async () => {
	const { clock, workspace } = sandbox;
	clock.stop();
	const page = workspace.addPage({
		title: 'Before',
		createdTime: '2026-01-01T00:00:00.000Z',
		properties: { Docs: property.files() },
	});
	expect((await readPage(page.id)).last_edited_time).toBe('2026-01-01T00:00:00.000Z');
	workspace.edit(page, { title: 'After', cover: 'https://example.com/new.png' });
	workspace.setProperty(page, 'Docs', property.files('https://example.com/a.pdf'));
	const read = await readPage(page.id);
	expect(at(read, 'properties.Name.title.0.plain_text')).toBe('After');
	expect(at(read, 'cover.external.url')).toBe('https://example.com/new.png');
	expect(at<Json[]>(read, 'properties.Docs.files')).toHaveLength(1);
	expect(read.last_edited_time).toBe(minuteOf(clock.now()));
});
