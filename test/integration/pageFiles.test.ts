import type { INodeParameters } from 'n8n-workflow';
import { leftAfterDeletion, outsideOfExecutions } from '../faults/prove/store';
import { block, file, icon, property, sha256Of, startSandbox, type Sandbox } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { whenAsked } from '../harness/moments';
import { goodItems, hintsOf, names, runNotionFiles, sha256OfItem } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { turnClock } from '../harness/turnClock';
import { until } from '../harness/until';
import { addPlannedPage, PASSING_FAULTS } from '../tools/addPlannedPage';
import { contentOf, fileNameOf } from '../tools/pagePlan';

let sandbox: Sandbox;

turnClock();

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

const pageFiles = (id: string, more = {}) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	...more,
});

const png = (text: string) => ({
	name: 'image.png',
	content: Buffer.from(`\x89PNG\r\n\x1a\n${text}`, 'latin1'),
});

describe('Get Page Files', () => {
	test('every file of the team handbook arrives once, byte for byte, in document order', async () => {
		const handbook = buildTeamHandbook(sandbox);
		const result = await runNotionFiles(sandbox, pageFiles(handbook.page.id, { childPages: 1 }));
		const came = await Promise.all(
			goodItems(result).map(async (item) => ({
				page: (item.json.page as { title: string }).title,
				place: item.json.source,
				size: item.json.fileSize,
				sha256: await sha256OfItem(item),
			})),
		);
		expect(came).toEqual(
			handbook.expected.map(({ page, place, size, sha256 }) => ({ page, place, size, sha256 })),
		);
	});

	test('the token goes only to Notion, and every file is requested once', async () => {
		const handbook = buildTeamHandbook(sandbox);
		await runNotionFiles(sandbox, pageFiles(handbook.page.id, { childPages: 1 }));
		const elsewhere = [...sandbox.requestsTo('storage'), ...sandbox.requestsTo('external')];
		expect(elsewhere.length).toBeGreaterThan(10);
		for (const { method, headers } of elsewhere) {
			expect(method).toBe('GET');
			expect(headers).not.toHaveProperty('authorization');
			expect(headers).not.toHaveProperty('cookie');
		}
		const asked = elsewhere.map(({ path }) => path);
		expect(new Set(asked).size).toBe(asked.length);
	});

	test('without child pages, nothing of them is read', async () => {
		const handbook = buildTeamHandbook(sandbox);
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(handbook.page.id)));
		expect(items.map(({ json }) => (json.page as { id: string }).id)).not.toContain(
			handbook.childPage.id,
		);
		const undashed = handbook.childPage.id;
		expect(sandbox.requestsTo('api').filter(({ path }) => path.includes(undashed))).toEqual([]);
	});

	test('Include takes only the parts that are wanted, and asks for no other', async () => {
		const page = sandbox.workspace.addPage({
			title: 'Parts',
			cover: sandbox.workspace.upload({ ...png('cover'), name: 'cover.png' }),
			icon: sandbox.workspace.upload({ ...png('icon'), name: 'icon.png' }),
			properties: {
				Files: property.files(sandbox.workspace.upload({ ...png('p'), name: 'p.png' })),
			},
			children: [block.image(sandbox.workspace.upload({ ...png('b'), name: 'b.png' }))],
		});
		const only = async (include: string[]) =>
			names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id, { include }))));
		expect(await only(['cover'])).toEqual(['cover.png']);
		expect(await only(['icon'])).toEqual(['icon.png']);
		expect(await only(['properties'])).toEqual(['p.png']);
		expect(sandbox.requestsTo('api').some(({ path }) => path.endsWith('/children'))).toBe(false);
		expect(await only(['content'])).toEqual(['b.png']);
		expect(await only(['content', 'cover', 'icon', 'properties'])).toEqual([
			'cover.png',
			'icon.png',
			'p.png',
			'b.png',
		]);
	});

	test.each([
		[
			'a custom emoji',
			() => sandbox.workspace.customEmoji('bufo', png('bufo').content),
			['bufo.png'],
		],
		[
			'an external picture',
			() => sandbox.external.serve('/a/logo.png', { content: png('x').content }),
			['logo.png'],
		],
		['an emoji', () => icon.emoji('😀'), []],
		['a native icon', () => icon.native('snake', 'purple'), []],
		['a native icon in its old form', () => 'https://www.notion.so/icons/snake_purple.svg', []],
		[
			'an upload that is not attached yet',
			() => file.fileUpload('4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d'),
			[],
		],
	])('%s as page icon returns the files %#', async (_, makeIcon, expected) => {
		const page = sandbox.workspace.addPage({ title: 'Icon', icon: makeIcon() });
		expect(names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id))))).toEqual(expected);
	});

	test('files are found at any depth: columns, toggles, lists, quotes, tabs, headings, callouts, tables', async () => {
		const upload = (name: string) => sandbox.workspace.upload({ ...png(name), name });
		const image = (name: string) => block.image(upload(name));
		const page = sandbox.workspace.addPage({
			title: 'Depth',
			children: [
				block.columns(
					[image('1.png')],
					[block.toggle('T', [image('2.png'), block.toggle('U', [image('3.png')])])],
				),
				block.bullet('B', [block.numbered('N', [image('4.png')])]),
				block.quote('Q', [image('5.png')]),
				block.tabs(
					block.tab('One', upload('tab-icon.png'), [image('6.png')]),
					block.tab('Two', null, [image('7.png')]),
				),
				block.toggleHeading(2, 'H', [image('8.png')]),
				block.callout('C', upload('callout-icon.png'), [image('9.png')]),
				block.table([['a', 'b']]),
				block.template('Tpl', [image('10.png')]),
				block.toDo('Do', true, [image('11.png')]),
			],
		});
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(names(items)).toEqual([
			...['1.png', '2.png', '3.png', '4.png', '5.png', 'tab-icon.png', '6.png', '7.png', '8.png'],
			...['callout-icon.png', '9.png', '10.png', '11.png'],
		]);
		expect(items.find(({ json }) => json.fileName === 'tab-icon.png')?.json).toMatchObject({
			source: 'blockIcon',
			block: { type: 'paragraph' },
		});
	});

	test('a synced copy whose children answer 404 falls back to its original', async () => {
		const { workspace } = sandbox;
		const original = block.synced([
			block.image(workspace.upload({ ...png('s'), name: 'synced.png' })),
		]);
		workspace.addPage({ title: 'Original', children: [original] });
		const page = workspace.addPage({
			title: 'Copy',
			children: [
				block.syncedCopy(original, { childrenUnavailable: true }),
				block.image(workspace.upload({ ...png('after'), name: 'after.png' })),
			],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['synced.png', 'after.png']);
		expect(hintsOf(result)).toEqual([]);
	});

	test('a synced copy whose original is not shared either is skipped with a hint', async () => {
		const { workspace } = sandbox;
		const original = block.synced([block.image(workspace.upload(png('s')))]);
		workspace.addPage({ title: 'Private', shared: false, children: [original] });
		const copy = block.syncedCopy(original, { childrenUnavailable: true });
		const page = workspace.addPage({
			title: 'Copy',
			children: [copy, block.image(workspace.upload({ ...png('after'), name: 'after.png' }))],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['after.png']);
		expect(hintsOf(result)).toEqual([expect.stringContaining(copy.id)]);
	});

	test('two copies of one synced block are read once and return each file once', async () => {
		const { workspace } = sandbox;
		const original = block.synced([
			block.image(workspace.upload({ ...png('s'), name: 'synced.png' })),
		]);
		const page = workspace.addPage({
			title: 'Twice',
			children: [original, block.syncedCopy(original), block.syncedCopy(original)],
		});
		expect(names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id))))).toEqual([
			'synced.png',
		]);
		expect(sandbox.requestsTo('api').map(({ method, path }) => `${method} ${path}`)).toHaveLength(
			3,
		);
	});

	test('a synced block that holds a copy of itself ends', async () => {
		const { workspace } = sandbox;
		const original = block.synced([
			block.image(workspace.upload({ ...png('c'), name: 'once.png' })),
		]);
		const page = workspace.addPage({ title: 'Circle', children: [original] });
		workspace.addBlocks(original, [block.toggle('again', [block.syncedCopy(original)])]);
		expect(names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id))))).toEqual([
			'once.png',
		]);
	});

	test.each(['meetingNotes', 'transcription'] as const)(
		'%s: what is in summary, notes and transcript is returned, too',
		async (kind) => {
			const image = (name: string) => block.image(sandbox.workspace.upload({ ...png(name), name }));
			const parts = {
				summary: block.paragraph('S', [image('summary.png')]),
				notes: block.paragraph('N', [image('notes.png')]),
				transcript: block.paragraph('T', [image('transcript.png')]),
			};
			const page = sandbox.workspace.addPage({
				title: 'Meeting',
				children: [block[kind]('Monday', parts), image('after.png')],
			});
			expect(names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id))))).toEqual([
				'summary.png',
				'notes.png',
				'transcript.png',
				'after.png',
			]);
		},
	);

	test('unsupported blocks and branches are named in a hint and affect nothing else', async () => {
		const { workspace } = sandbox;
		const refused = block.failing(block.toggle('odd', []), 'unsupported');
		const page = workspace.addPage({
			title: 'Odd',
			children: [
				block.unsupported('form'),
				refused,
				block.image(workspace.upload({ ...png('x'), name: 'good.png' })),
			],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['good.png']);
		expect(hintsOf(result)).toEqual([
			expect.stringContaining('blocks of type “form”'),
			expect.stringContaining(refused.id),
		]);
	});

	test('web pages in videos, embeds and bookmarks are links, not files', async () => {
		const { workspace, external } = sandbox;
		const player = external.serve('/watch', {
			content: '<!doctype html><p>player',
			contentType: 'text/html',
		});
		const page = workspace.addPage({
			title: 'Links',
			cover: workspace.upload({ ...png('cover'), name: 'cover.png' }),
			children: [
				block.video('https://www.youtube.com/watch?v=dQw4w9WgXcQ'),
				block.video(player),
				block.embed('https://example.com/board'),
				block.bookmark('https://example.com/'),
				block.linkPreview('https://github.com/n8n-io/n8n/pull/1'),
				block.embed(
					workspace.upload({ name: 'chart.html', content: '<!doctype html><h1>Chart</h1>' }),
				),
			],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['cover.png', 'chart.html']);
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(/^Skipped 2 links to web pages: video block /),
		]);
		expect(sandbox.requestsTo('external')).toHaveLength(1);
	});

	test('files that bookmarks, embeds and link previews link to are reported, and returned on request', async () => {
		const { workspace, external } = sandbox;
		const pdf = (path: string) => external.serve(path, { content: '%PDF-1.7 brochure' });
		const page = workspace.addPage({
			title: 'Links',
			children: [
				block.bookmark(pdf('/files/brochure.pdf')),
				block.embed(pdf('/files/manual.pdf')),
				block.bookmark(external.serveHtml('/wiki/File:Mona_Lisa.jpg', 'Mona Lisa')),
				block.bookmark(external.serveHtml('/about', 'About us')),
			],
		});
		const usual = await runNotionFiles(sandbox, pageFiles(page.id));
		expect(names(goodItems(usual))).toEqual([]);
		expect(hintsOf(usual)).toEqual([
			expect.stringMatching(/^Skipped 3 files .*“Linked Files”.*“brochure\.pdf” in bookmark/),
		]);
		const include = ['content', 'linkedFiles'];
		const wanted = await runNotionFiles(sandbox, pageFiles(page.id, { include }));
		expect(names(goodItems(wanted))).toEqual(['brochure.pdf', 'manual.pdf']);
		expect(hintsOf(wanted)).toEqual([
			expect.stringMatching(/^Skipped a link to a web page: bookmark block/),
		]);
	});

	test('file_upload objects and files without a link do no harm', async () => {
		const { workspace } = sandbox;
		const page = workspace.addPage({
			title: 'Odd files',
			cover: file.withoutUrl(),
			properties: {
				Files: property.files(
					file.fileUpload('4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d'),
					workspace.upload({ ...png('x'), name: 'good.png' }),
				),
			},
			children: [block.image(file.withoutUrl())],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['good.png']);
		expect(hintsOf(result)).toHaveLength(2);
	});

	test('data: links return their bytes, named after the block', async () => {
		const content = png('inside').content;
		const page = sandbox.workspace.addPage({
			title: 'Data',
			children: [block.image(file.dataUrl('image/png', content), { caption: 'Pasted' })],
		});
		const [item] = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(item?.json).toMatchObject({
			fileName: expect.stringMatching(/^image-[0-9a-f]{8}\.png$/),
			mimeType: 'image/png',
			hosting: 'external',
			caption: 'Pasted',
		});
		expect(item?.binary?.data).toMatchObject({
			mimeType: 'image/png',
			fileName: item?.json.fileName,
		});
	});

	test('a page whose lists come in small pages is still read whole', async () => {
		sandbox.settings.maximumPageSize = 3;
		const image = (name: string) => block.image(sandbox.workspace.upload({ ...png(name), name }));
		const expected = Array.from({ length: 25 }, (_, index) => `${index}.png`);
		const page = sandbox.workspace.addPage({ title: 'Paged', children: expected.map(image) });
		expect(names(goodItems(await runNotionFiles(sandbox, pageFiles(page.id))))).toEqual(expected);
	});

	test('blocks in 100 toggles with 200 files arrive complete, with one request per parent', async () => {
		const { workspace } = sandbox;
		const toggles = Array.from({ length: 100 }, (_, t) =>
			block.toggle(`Toggle ${t}`, [
				...Array.from({ length: 7 }, (_unused, p) => block.paragraph(`Paragraph ${p}`)),
				...[0, 1].map((f) =>
					block.image(workspace.upload({ ...png(`${t}-${f}`), name: `${t}-${f}.png` })),
				),
			]),
		);
		const page = workspace.addPage({ title: 'Large', children: toggles });
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(names(items)).toEqual(toggles.flatMap((_, t) => [`${t}-0.png`, `${t}-1.png`]));
		expect(new Set(items.map(({ json }) => json.path)).size).toBe(200);
		// The page, its children (100 fill one answer), and each toggle's.
		expect(sandbox.requestsTo('api')).toHaveLength(1 + 1 + 100);
	});

	test('of 200 files, one in ten with a fault on the wire, each arrives whole, and nothing is left', async () => {
		const plan = { name: 'Faulty', files: 200, bytes: 5_000, oneFaultIn: 10 };
		// Silence lasts as long as undici lets it: test/faults/silence.test.ts.
		const passing = PASSING_FAULTS.filter(({ type }) => type !== 'stall');
		const page = addPlannedPage(sandbox, plan, passing);
		const executionId = 'faulty';
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id), { executionId }));
		const planned = Array.from({ length: 200 }, (_, n) => n);
		expect(names(items)).toEqual(planned.map(fileNameOf));
		expect(await Promise.all(items.map(async (item) => await sha256OfItem(item)))).toEqual(
			planned.map((n) => sha256Of(contentOf(plan, n))),
		);
		const faulty = sandbox.requestsTo('storage').filter(({ faults }) => faults.length > 0);
		expect(faulty).toHaveLength(20);
		// Some of the faults, such as an answer in chunks, do not disturb a download.
		expect(sandbox.requestsTo('storage').length).toBeLessThanOrEqual(220);
		await until(() => sandbox.openConnections() === 0);
		expect(outsideOfExecutions()).toEqual([]);
		expect(await leftAfterDeletion(executionId)).toEqual([]);
	});

	test('downloads begin while the walk is still going on', async () => {
		const { workspace } = sandbox;
		const nest = (depth: number): ReturnType<typeof block.toggle> =>
			block.toggle(
				`${depth}`,
				depth > 0
					? [nest(depth - 1)]
					: [block.image(workspace.upload({ ...png('deep'), name: 'deep.png' }))],
			);
		const page = workspace.addPage({
			title: 'Overlap',
			children: [block.image(workspace.upload({ ...png('first'), name: 'first.png' })), nest(10)],
		});
		// The walk gets no further than this before the first download has begun.
		sandbox.faults.add({
			on: { server: 'api', nth: 5 },
			fault: { type: 'hold', until: whenAsked(sandbox, 1, ({ server }) => server === 'storage') },
		});
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(names(items)).toEqual(['first.png', 'deep.png']);
	});

	test('child pages are returned in their place, to the depth that is asked for', async () => {
		const { workspace } = sandbox;
		const image = (name: string) => block.image(workspace.upload({ ...png(name), name }));
		const top = workspace.addPage({ title: 'Top', children: [image('top.png')] });
		const middle = workspace.addPage({
			title: 'Middle',
			parent: top,
			children: [image('middle.png')],
		});
		workspace.addPage({ title: 'Bottom', parent: middle, children: [image('bottom.png')] });
		workspace.addBlocks(top, [image('end.png')]);
		const at = async (childPages: number) =>
			names(goodItems(await runNotionFiles(sandbox, pageFiles(top.id, { childPages }))));
		expect(await at(0)).toEqual(['top.png', 'end.png']);
		expect(await at(1)).toEqual(['top.png', 'middle.png', 'end.png']);
		expect(await at(2)).toEqual(['top.png', 'middle.png', 'bottom.png', 'end.png']);
	});

	test('the same upload in several places of a page is returned and fetched once', async () => {
		const { workspace } = sandbox;
		const upload = workspace.upload({ ...png('same'), name: 'same.png' });
		const page = workspace.addPage({
			title: 'Same',
			cover: upload,
			properties: { A: property.files(upload), B: property.files(upload) },
			children: [block.image(upload), block.toggle('t', [block.image(upload)])],
		});
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(items.map(({ json }) => json.source)).toEqual(['property']);
		expect(sandbox.requestsTo('storage')).toHaveLength(1);
	});

	test.each<[string, INodeParameters, string[]]>([
		['without a filter, it has the name that somebody gave it', {}, ['Invoice 7.png']],
		['a pattern for that name', { namePattern: 'Invoice*' }, ['Invoice 7.png']],
		['a pattern for its own name', { namePattern: 'scan*' }, ['scan.png']],
		['a pattern for neither', { namePattern: 'Receipt*' }, []],
	])('an upload that is a cover, an image and in a property: %s', async (_, filters, expected) => {
		const { workspace } = sandbox;
		const upload = workspace.upload({ ...png('7'), name: 'scan.png' });
		const page = workspace.addPage({
			title: 'Invoices',
			cover: upload,
			properties: { Documents: property.files(file.named('Invoice 7.png', upload)) },
			children: [block.image(upload)],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id, { filters }));
		expect(names(goodItems(result))).toEqual(expected);
		expect(sandbox.requestsTo('storage')).toHaveLength(expected.length);
		expect(hintsOf(result)).toHaveLength(1 - expected.length);
	});

	test('a dead link to a file does not matter if another link on the page works', async () => {
		const { workspace, external } = sandbox;
		const link = external.serve('/plan.pdf', { content: 'plan' });
		sandbox.faults.add({
			on: { server: 'external', path: /Signature=old/ },
			fault: { type: 'status', status: 403 },
		});
		const page = workspace.addPage({
			title: 'Plans',
			children: [
				block.file(`${link}?X-Amz-Signature=old`, { name: 'plan.pdf' }),
				block.file(`${link}?X-Amz-Signature=new`, { name: 'plan.pdf' }),
			],
		});
		const result = await runNotionFiles(sandbox, pageFiles(page.id), {
			node: { onError: 'continueRegularOutput' },
		});
		const items = goodItems(result);
		expect(items.map(({ json }) => ('error' in json ? 'error' : json.fileName))).toEqual([
			'error',
			'plan.pdf',
		]);
	});

	test('the same upload on two pages is returned for each and fetched once', async () => {
		const { workspace } = sandbox;
		const upload = workspace.upload({ ...png('shared'), name: 'shared.png' });
		const top = workspace.addPage({ title: 'Top', children: [block.image(upload)] });
		workspace.addPage({ title: 'Below', parent: top, children: [block.image(upload)] });
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(top.id, { childPages: 1 })));
		expect(items.map(({ json }) => String(json.path).split(' ')[0])).toEqual(['Top', 'Below']);
		expect(new Set(items.map(({ json }) => json.fileId)).size).toBe(1);
		expect(sandbox.requestsTo('storage')).toHaveLength(1);
		expect(await sha256OfItem(items[0]!)).toBe(await sha256OfItem(items[1]!));
	});

	test('rollups that a page holds only in part are read in full', async () => {
		const { workspace } = sandbox;
		const people = workspace.addDatabase({ title: 'People' });
		const rows = Array.from({ length: 60 }, (_, n) =>
			workspace.addPage({
				title: `Person ${n}`,
				parent: people,
				properties: {
					CV: property.files(workspace.upload({ ...png(`${n}`), name: `cv-${n}.png` })),
				},
			}),
		);
		const page = workspace.addPage({
			title: 'Team',
			properties: { CVs: property.rollup(rows, 'CV') },
		});
		const items = goodItems(await runNotionFiles(sandbox, pageFiles(page.id)));
		expect(names(items)).toEqual(rows.map((_, n) => `cv-${n}.png`));
		expect(items[0]?.json).toMatchObject({ source: 'rollup', property: { name: 'CVs', index: 0 } });
	});
});
