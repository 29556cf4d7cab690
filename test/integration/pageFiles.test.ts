import type { INodeParameters } from 'n8n-workflow';
import { leftAfterDeletion, outsideOfExecutions } from '../faults/prove/store';
import { block, file, property, sha256Of } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { whenAsked } from '../harness/moments';
import { goodItems, hintsOf, names, sha256OfItem } from '../harness/notionFiles';
import { until } from '../harness/until';
import { addPlannedPage, PASSING_FAULTS } from '../tools/addPlannedPage';
import { contentOf, fileNameOf } from '../tools/pagePlan';
import { filesOf, namesOf, pageFiles, runNode, sandbox, useSandbox } from '../harness/useSandbox';

useSandbox();

const png = (text: string) => ({
	name: 'image.png',
	content: Buffer.from(`\x89PNG\r\n\x1a\n${text}`, 'latin1'),
});

describe('Get Page Files', () => {
	test('every file of the team handbook arrives once, byte for byte, in document order', async () => {
		const handbook = buildTeamHandbook(sandbox);
		const result = await runNode(pageFiles(handbook.page.id, { childPages: 1 }));
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
		await runNode(pageFiles(handbook.page.id, { childPages: 1 }));
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
		const result = await runNode(pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['synced.png', 'after.png']);
		expect(hintsOf(result)).toEqual([]);
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
			expect(await namesOf(pageFiles(page.id))).toEqual([
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
		const result = await runNode(pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['good.png']);
		expect(hintsOf(result)).toEqual([
			expect.stringContaining('“form” blocks on page “Odd”'),
			expect.stringMatching(/^Skipped a block: /),
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
		const result = await runNode(pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['cover.png', 'chart.html']);
		expect(hintsOf(result)).toEqual([
			expect.stringMatching(/^Skipped 2 links to web pages: a video block /),
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
		const usual = await runNode(pageFiles(page.id));
		expect(names(goodItems(usual))).toEqual([]);
		expect(hintsOf(usual)).toEqual([
			expect.stringMatching(/^Skipped 3 files .*“Linked Files”.*“brochure\.pdf” in a bookmark/),
		]);
		const include = ['content', 'linkedFiles'];
		const wanted = await runNode(pageFiles(page.id, { include }));
		expect(names(goodItems(wanted))).toEqual(['brochure.pdf', 'manual.pdf']);
		expect(hintsOf(wanted)).toEqual([
			expect.stringMatching(/^Skipped a link to a web page: a bookmark block/),
		]);
	});

	test('file_upload objects and files without a link do no harm, and are told', async () => {
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
		const result = await runNode(pageFiles(page.id));
		expect(names(goodItems(result))).toEqual(['good.png']);
		expect(hintsOf(result)).toEqual([
			expect.stringContaining('no link for the file in the cover'),
			expect.stringContaining('no link for “Untitled” in property “Files”'),
			expect.stringContaining('no link for the file in an image block'),
		]);
	});

	test('data: links return their bytes, named after the block', async () => {
		const content = png('inside').content;
		const page = sandbox.workspace.addPage({
			title: 'Data',
			children: [block.image(file.dataUrl('image/png', content), { caption: 'Pasted' })],
		});
		const [item] = await filesOf(pageFiles(page.id));
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

	test('of 200 files, one in ten with a fault on the wire, each arrives whole, and nothing is left', async () => {
		const plan = { name: 'Faulty', files: 200, bytes: 5_000, oneFaultIn: 10 };
		// Silence lasts as long as undici lets it: test/faults/silence.test.ts.
		const passing = PASSING_FAULTS.filter(({ type }) => type !== 'stall');
		const page = addPlannedPage(sandbox, plan, passing);
		const executionId = 'faulty';
		const items = await filesOf(pageFiles(page.id), { executionId });
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
		const items = await filesOf(pageFiles(page.id));
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
		const at = async (childPages: number) => await namesOf(pageFiles(top.id, { childPages }));
		expect(await at(0)).toEqual(['top.png', 'end.png']);
		expect(await at(1)).toEqual(['top.png', 'middle.png', 'end.png']);
		expect(await at(2)).toEqual(['top.png', 'middle.png', 'bottom.png', 'end.png']);
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
		const result = await runNode(pageFiles(page.id, { filters }));
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
		const result = await runNode(pageFiles(page.id), {
			node: { onError: 'continueRegularOutput' },
		});
		const items = goodItems(result);
		expect(items.map(({ json }) => json.error ?? json.fileName)).toEqual(['plan.pdf']);
	});

	test('the same upload on two pages is returned for each and fetched once', async () => {
		const { workspace } = sandbox;
		const upload = workspace.upload({ ...png('shared'), name: 'shared.png' });
		const top = workspace.addPage({ title: 'Top', children: [block.image(upload)] });
		workspace.addPage({ title: 'Below', parent: top, children: [block.image(upload)] });
		const items = await filesOf(pageFiles(top.id, { childPages: 1 }));
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
		const items = await filesOf(pageFiles(page.id));
		expect(names(items)).toEqual(rows.map((_, n) => `cv-${n}.png`));
		expect(items[0]?.json).toMatchObject({ source: 'rollup', property: { name: 'CVs', index: 0 } });
	});
});
