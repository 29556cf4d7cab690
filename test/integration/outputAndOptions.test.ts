import { block, property, type Page } from '../sandbox';
import { fixture } from '../sandbox/content/fixture';
import { goodItems, hintsOf, names, sha256, sha256OfItem } from '../harness/notionFiles';
import { line } from '../harness/lines';
import { whenAsked } from '../harness/moments';
import { locator } from '../harness/notionFilesWorkflow';
import { someTurns } from '../harness/until';
import { filesOf, pageFiles, runNode, sandbox, upload, useSandbox } from '../harness/useSandbox';

useSandbox();

describe('the output', () => {
	test('is exactly what the README says', async () => {
		const content = Buffer.from('%PDF-1.7 curriculum vitae');
		const page = sandbox.workspace.addPage({
			title: 'Team handbook',
			properties: { Documents: property.files(upload('Résumé.pdf', content)) },
		});
		const [item] = await filesOf(pageFiles(page));
		expect(item?.json).toEqual({
			fileName: 'Résumé.pdf',
			fileExtension: 'pdf',
			mimeType: 'application/pdf',
			fileSize: content.length,
			path: expect.stringMatching(/^Team handbook [0-9a-f]{8}\/Résumé [0-9a-f]{8}\.pdf$/),
			directory: expect.stringMatching(/^Team handbook [0-9a-f]{8}$/),
			uniqueName: expect.stringMatching(/^Résumé [0-9a-f]{8}\.pdf$/),
			flatName: expect.stringMatching(/^Team handbook [0-9a-f]{8} - Résumé [0-9a-f]{8}\.pdf$/),
			fileId: expect.stringMatching(/^[0-9a-f]{32}$/),
			source: 'property',
			property: { id: expect.any(String), name: 'Documents', index: 0 },
			hosting: 'notion',
			page: { id: page.id, title: 'Team handbook', url: expect.stringMatching(/^https:/) },
			lastEditedTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
		});
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(item?.binary?.data).toMatchObject({
			fileName: 'Résumé.pdf',
			fileExtension: 'pdf',
			directory: item?.json.directory,
			mimeType: 'application/pdf',
			...(line.tellsBytes ? { bytes: content.length } : {}),
		});
		expect(await sha256OfItem(item!)).toBe(sha256(content));
	});

	test('has no link in it, neither in the JSON nor with the bytes', async () => {
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.image(upload('a.png'))],
		});
		const result = await runNode(pageFiles(page));
		expect(goodItems(result)).toHaveLength(1);
		expect(JSON.stringify(result.run)).not.toContain('X-Amz-');
	});

	test('paths and IDs stay the same when other files come, go and change places', async () => {
		const { workspace } = sandbox;
		const kept = ['image.png', 'image.png', 'b.pdf'].map((name, n) => upload(name, `${name}${n}`));
		const page = workspace.addPage({
			title: 'Stable',
			children: kept.map((one) => block.file(one)),
		});
		const before = await filesOf(pageFiles(page));
		workspace.addBlocks(page, [block.file(upload('image.png', 'new'))], 0);
		workspace.remove(page.children[2]!);
		workspace.edit(page, { cover: upload('image.png', 'cover') });
		const after = await filesOf(pageFiles(page));
		const key = ({ json }: (typeof after)[number]) => `${String(json.fileId)} ${String(json.path)}`;
		expect(after).toHaveLength(4);
		expect(after.map(key)).toEqual(expect.arrayContaining([key(before[0]!), key(before[2]!)]));
		expect(new Set(after.map(({ json }) => json.path)).size).toBe(4);
	});

	test('directory, uniqueName and flatName are path in parts and in one, here as in folders of a page tree', async () => {
		const parent = sandbox.workspace.addPage({ title: 'Top' });
		sandbox.workspace.addPage({
			parent,
			title: 'Child',
			children: [block.file(upload('a.png'))],
		});
		for (const folders of ['page', 'pageTree']) {
			const [item] = await filesOf(pageFiles(parent, { folders, childPages: 1 }));
			const { path, directory, uniqueName, flatName } = item?.json ?? {};
			expect(`${String(directory)}/${String(uniqueName)}`).toBe(path);
			expect(flatName).toBe(String(path).split('/').slice(-2).join(' - '));
			expect(item?.binary?.data?.directory).toBe(directory);
		}
	});

	test('a file keeps its ID under a new signature and under the old form of its link', async () => {
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.image(upload('a.png'))],
		});
		const [first] = await filesOf(pageFiles(page));
		sandbox.clock.advanceMinutes(90);
		const [second] = await filesOf(pageFiles(page));
		expect(second?.json.fileId).toBe(first?.json.fileId);
		expect(second?.json.path).toBe(first?.json.path);
	});

	test('names are those in Notion, otherwise in the link, and get the extension that they lack', async () => {
		const { workspace, external } = sandbox;
		const page = workspace.addPage({
			title: 'Names',
			properties: {
				Files: property.files(
					workspace.upload({
						name: 'Quarterly report',
						content: '%PDF-1.5 q',
						contentType: 'application/pdf',
					}),
					external.serve('/docs/Pl%C3%A4ne.pdf', { content: '%PDF-1.5 p' }),
				),
			},
			children: [
				block.image(
					external.serve('/photo-15', {
						content: fixture('orange-dot.png'),
						contentType: 'application/octet-stream',
					}),
				),
				block.file(
					workspace.upload({
						name: 'archive.backup',
						content: fixture('press-kit.zip'),
						contentType: null,
					}),
				),
			],
		});
		const items = await filesOf(pageFiles(page));
		expect(items.map(({ json }) => [json.fileName, json.mimeType])).toEqual([
			['Quarterly report.pdf', 'application/pdf'],
			['Pläne.pdf', 'application/pdf'],
			['photo-15.png', 'image/png'],
			['archive.backup', 'application/zip'],
		]);
	});
});

describe('the name that a host gives to a linked file', () => {
	function linked(): Page {
		const { external, workspace } = sandbox;
		const serve = (
			path: string,
			content: string | Buffer,
			disposition: string,
			contentType: string,
		) =>
			external.serve(path, {
				content,
				contentType,
				headers: { 'content-disposition': disposition },
			});
		const report = 'attachment; filename="Annual report 2025.pdf"';
		const contract = "attachment; filename*=UTF-8''Vertrag%20M%C3%BCller.docx";
		const docx = fixture('expense-form.docx');
		return workspace.addPage({
			title: 'Linked',
			properties: {
				Files: property.files(
					serve('/download.php', '%PDF-1.5 r', report, 'application/pdf'),
					serve('/15/download.aspx', docx, contract, 'application/octet-stream'),
					upload('plan.pdf', '%PDF-1.5 p'),
				),
			},
			children: [
				block.image(
					serve(
						'/get.php',
						'<!doctype html><p>Log in',
						'attachment; filename="Team.jpg"',
						'text/html',
					),
				),
				...['gone.php', 'gone', 'gone.png'].map((name) =>
					block.image(external.url(`/404/${name}`)),
				),
			],
		});
	}

	test('is the same in items, paths, filters and errors; uploads keep theirs', async () => {
		const page = linked();
		sandbox.faults.add({
			on: { server: 'storage', path: 'plan.pdf' },
			fault: {
				type: 'status',
				status: 200,
				headers: {
					'content-disposition': 'attachment; filename="other.txt"',
					'x-amz-request-id': '0',
					'x-amz-id-2': '0',
				},
				body: '%PDF-1.5 p',
			},
		});
		const given = { node: { onError: 'continueRegularOutput' as const } };
		const result = await runNode(pageFiles(page), given);
		const [report, contract, plan, failed] = goodItems(result);
		expect(report?.json).toMatchObject({
			fileName: 'Annual report 2025.pdf',
			path: expect.stringMatching(/^Linked [0-9a-f]{8}\/Annual report 2025 [0-9a-f]{16}\.pdf$/),
		});
		expect(report?.binary?.data).toMatchObject({ fileName: 'Annual report 2025.pdf' });
		expect(contract?.json).toMatchObject({
			fileName: 'Vertrag Müller.docx',
			fileExtension: 'docx',
		});
		expect(plan?.json).toMatchObject({
			fileName: 'plan.pdf',
			path: expect.stringMatching(/\/plan [0-9a-f]{8}\.pdf$/),
		});
		expect(failed?.json).toMatchObject({
			error: expect.stringContaining('“Team.jpg” from an image block'),
			details: { fileName: 'Team.jpg', code: 'webPageInsteadOfFile' },
		});

		const filters = { namePattern: '*report*.pdf, vertrag*' };
		const filtered = await runNode(pageFiles(page, { filters }), given);
		// A file whose name is unknown is reported; gone.png is what it says.
		const told = goodItems(filtered).map(({ json }) => json.fileName ?? json.error);
		expect(told).toEqual([
			'Annual report 2025.pdf',
			'Vertrag Müller.docx',
			expect.stringContaining('“gone.php” from an image block'),
			expect.stringContaining('“gone” from an image block'),
		]);
	});

	test('is not known to Links Only', async () => {
		const items = await filesOf(pageFiles(linked(), { output: 'links' }));
		expect(items.slice(0, 3).map(({ json }) => [json.fileName, json.mimeType])).toEqual([
			['download.php', undefined],
			['download.aspx', undefined],
			['plan.pdf', 'application/pdf'],
		]);
	});
});

describe('Links Only', () => {
	test('returns fresh links and their expiry, and downloads nothing', async () => {
		const { workspace, external } = sandbox;
		const page = workspace.addPage({
			title: 'Links',
			children: [
				block.image(upload('a.png')),
				block.pdf(external.serve('/b.pdf', { content: 'b' })),
			],
		});
		const items = await filesOf(pageFiles(page, { output: 'links' }));
		expect(items.map(({ json, binary }) => [json.fileName, json.mimeType, binary])).toEqual([
			['a.png', 'image/png', undefined],
			['b.pdf', 'application/pdf', undefined],
		]);
		expect(items[0]?.json.expiryTime).toMatch(/^\d{4}-/);
		expect(items[1]?.json).not.toHaveProperty('expiryTime');
		expect([...sandbox.requestsTo('storage'), ...sandbox.requestsTo('external')]).toEqual([]);
		const response = await fetch(String(items[0]?.json.downloadUrl));
		expect(await response.text()).toBe('content of a.png');
	});

	test('a file has the same path as when it is downloaded', async () => {
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.image(upload('a.png'))],
		});
		const [link] = await filesOf(pageFiles(page, { output: 'links' }));
		const [file] = await filesOf(pageFiles(page));
		expect(link?.json.path).toBe(file?.json.path);
	});
});

describe('the options', () => {
	test('Parallel Downloads is the most that are under way', async () => {
		const children = Array.from({ length: 20 }, (_, n) => block.image(upload(`${n}.png`)));
		const page = sandbox.workspace.addPage({ title: 'P', children });
		const peak = async (downloadsAtOnce: number) => {
			sandbox.journal.clear();
			// None is answered before this many are under way, and then more of them would have their
			// turn.
			const allAsked = whenAsked(sandbox, downloadsAtOnce, ({ server }) => server === 'storage');
			sandbox.faults.add({
				on: { server: 'storage' },
				times: downloadsAtOnce,
				fault: { type: 'hold', until: allAsked.then(someTurns) },
			});
			const parameters = pageFiles(page, { options: { downloadsAtOnce } });
			expect(await filesOf(parameters)).toHaveLength(20);
			return sandbox.peakConcurrency('storage');
		};
		expect(await peak(1)).toBe(1);
		expect(await peak(3)).toBe(3);
		expect(await peak(8)).toBe(8);
	});
});

describe('File Name in Binary Data', () => {
	test.each([
		[undefined, 'Résumé № 1.pdf'],
		['notion', 'Résumé № 1.pdf'],
		['unique', expect.stringMatching(/^Résumé № 1 [0-9a-f]{8}\.pdf$/)],
		['ascii', expect.stringMatching(/^Resume No 1 [0-9a-f]{8}\.pdf$/)],
	])(
		'%s is for the next node, and changes nothing in the JSON',
		async (binaryFileName, expected) => {
			const cover = upload('Résumé № 1.pdf', '%PDF-1.7');
			const page = sandbox.workspace.addPage({ title: 'P', cover });
			const options = binaryFileName === undefined ? {} : { binaryFileName };
			const [item] = await filesOf(pageFiles(page, { options }));
			expect(item?.binary?.data).toMatchObject({ fileName: expected, fileExtension: 'pdf' });
			expect(item?.json).toMatchObject({
				fileName: 'Résumé № 1.pdf',
				path: expect.stringMatching(/\/Résumé № 1 [0-9a-f]{8}\.pdf$/),
			});
		},
	);
});

describe('the filters', () => {
	function mixed(): Page {
		const { workspace, external } = sandbox;
		return workspace.addPage({
			title: 'Mixed',
			children: [
				block.image(upload('photo.png', fixture('red-dot.png'))),
				block.pdf(upload('invoice-1.pdf', '%PDF-1.4')),
				block.pdf(upload('draft.pdf', '%PDF-1.4 draft')),
				block.file(upload('data.zip', fixture('press-kit.zip'))),
				block.file(upload('large.bin', Buffer.alloc(2 * 1024 * 1024, 7))),
				block.image(external.serve('/outside.png', { content: fixture('green-dot.png') })),
			],
		});
	}

	test.each([
		[{ fileTypes: ['image'] }, ['photo.png', 'outside.png']],
		[{ fileTypes: ['pdf', 'archive'] }, ['invoice-1.pdf', 'draft.pdf', 'data.zip']],
		[{ namePattern: '*.pdf' }, ['invoice-1.pdf', 'draft.pdf']],
		[{ namePattern: 'INVOICE-*, *.zip' }, ['invoice-1.pdf', 'data.zip']],
		[{ namePattern: '*.pdf, !draft*' }, ['invoice-1.pdf']],
		[{ hostedBy: 'external' }, ['outside.png']],
		[{ hostedBy: 'notion', fileTypes: ['image'] }, ['photo.png']],
		[{ maximumSize: 1 }, ['photo.png', 'invoice-1.pdf', 'draft.pdf', 'data.zip', 'outside.png']],
	])('%j leaves the right files', async (filters, expected) => {
		const result = await runNode(pageFiles(mixed(), { filters }));
		expect(names(goodItems(result))).toEqual(expected);
		expect(hintsOf(result).join()).toMatch(/Skipped/);
	});

	test('what is known beforehand is not asked for', async () => {
		const filters = { namePattern: '*.pdf', hostedBy: 'notion' };
		await runNode(pageFiles(mixed(), { filters }));
		expect(sandbox.requestsTo('external')).toHaveLength(0);
		expect(sandbox.requestsTo('storage')).toHaveLength(2);
	});

	test('a file over the maximum is given up after its head, even if no length was announced', async () => {
		const page = mixed();
		sandbox.faults.add({
			on: { server: 'storage', path: 'large.bin' },
			fault: { type: 'chunked' },
		});
		const result = await runNode(pageFiles(page, { filters: { maximumSize: 1 } }));
		expect(names(goodItems(result))).not.toContain('large.bin');
		expect(hintsOf(result)).toEqual([expect.stringContaining('Maximum Size')]);
	});
});

describe('Skip Empty Files', () => {
	function withEmptyFiles(): Page {
		const { workspace, external } = sandbox;
		return workspace.addPage({
			title: 'Some are empty',
			children: [
				block.file(upload('empty.txt', '')),
				block.file(upload('chunked.bin', '')),
				block.pdf(external.serve('/outside.pdf', { content: '' })),
				block.file(upload('full.txt', 'x')),
			],
		});
	}

	beforeEach(() => {
		sandbox.faults.add({
			on: { server: 'storage', path: 'chunked.bin' },
			times: 'forever',
			fault: { type: 'chunked' },
		});
	});

	test('skips them, whether their length is announced or not, and names them', async () => {
		const page = withEmptyFiles();
		const result = await runNode(pageFiles(page, { filters: { skipEmptyFiles: true } }));
		expect(names(goodItems(result))).toEqual(['full.txt']);
		expect(hintsOf(result)).toEqual([
			'Skipped 3 files excluded by the filter “Skip Empty Files”: “empty.txt”, “chunked.bin”, “outside.pdf”',
		]);
	});

	test('is off by default, and has no effect with Links Only', async () => {
		const page = withEmptyFiles();
		expect(await filesOf(pageFiles(page))).toHaveLength(4);
		const links = { output: 'links', filters: { skipEmptyFiles: true } };
		expect(await filesOf(pageFiles(page, links))).toHaveLength(4);
	});
});

describe('several input items', () => {
	test('each file is paired with its item; items come in order; expressions are resolved for each', async () => {
		const { workspace } = sandbox;
		const pages = ['a', 'b', 'c'].map((name) =>
			workspace.addPage({
				title: name,
				cover: upload(`${name}-cover.png`),
				properties: { [`Files ${name}`]: property.files(upload(`${name}.pdf`)) },
			}),
		);
		const items = pages.map((page, n) => ({
			json: {
				id: page.id,
				include: n === 1 ? ['cover', 'properties'] : ['properties'],
				depth: n,
				output: n === 2 ? 'links' : 'files',
				types: n === 1 ? ['image'] : ['pdf'],
				pattern: '*',
				size: 5,
				hosted: 'notion',
				field: `field${n}`,
				hash: n === 0,
				url: n === 1,
				atOnce: 2,
				retries: n,
				stall: 5,
			},
		}));
		const result = await runNode(
			{
				operation: 'getPageFiles',
				pageId: locator('id', '={{ $json.id }}'),
				include: '={{ $json.include }}',
				childPages: '={{ $json.depth }}',
				output: '={{ $json.output }}',
				filters: {
					fileTypes: '={{ $json.types }}',
					namePattern: '={{ $json.pattern }}',
					maximumSize: '={{ $json.size }}',
					hostedBy: '={{ $json.hosted }}',
				},
				options: {
					binaryPropertyName: '={{ $json.field }}',
					sha256: '={{ $json.hash }}',
					includeDownloadUrl: '={{ $json.url }}',
					downloadsAtOnce: '={{ $json.atOnce }}',
					retries: '={{ $json.retries }}',
					stallTimeout: '={{ $json.stall }}',
				},
			},
			{ items },
		);
		const output = goodItems(result);
		const signed = expect.stringContaining('X-Amz-Signature') as string;
		expect(
			output.map(({ json, binary, pairedItem }) => [
				json.fileName,
				Object.keys(binary ?? {}),
				json.sha256,
				json.downloadUrl,
				pairedItem,
			]),
		).toEqual([
			['a.pdf', ['field0'], sha256(Buffer.from('content of a.pdf')), undefined, { item: 0 }],
			['b-cover.png', ['field1'], undefined, signed, { item: 1 }],
			['c.pdf', [], undefined, signed, { item: 2 }],
		]);
	});

	test('the same page for many items is downloaded once', async () => {
		const page = sandbox.workspace.addPage({
			title: 'P',
			children: [block.image(upload('a.png'))],
		});
		const items = Array.from({ length: 5 }, () => ({ json: {} }));
		const output = await filesOf(pageFiles(page), { items });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(sandbox.requestsTo('storage')).toHaveLength(1);
	});
});
