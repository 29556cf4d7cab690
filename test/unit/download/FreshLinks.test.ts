import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { FreshLinks } from '../../../nodes/NotionFiles/download/FreshLinks';
import type { NotionFile } from '../../../nodes/NotionFiles/files/NotionFile';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect, deferred, quiet } from '../promises';
import { NotionInMemory, unavailable } from '../locate/NotionInMemory';
import {
	attachment,
	blockJson,
	comment,
	external,
	filesOf,
	hosted,
	pageJson,
	signedUrl,
	planOf,
} from '../locate/samples';

const PARTS = ['cover', 'icon', 'properties', 'content', 'comments', 'blockComments'] as const;

const IN_AN_HOUR = new Date(Date.now() + 3_600_000).toISOString();

/** A hosted file whose link has this signature and is valid for an hour. */
function fresh(name: string, signature: string, expiry_time = IN_AN_HOUR): Json {
	return { type: 'file', file: { url: signedUrl(name, signature), expiry_time } };
}

const rollupOf = (array: Json[], type = 'array'): Json => ({
	id: 'r',
	type: 'rollup',
	rollup: { type, array },
});

const page = (more: Json, files: Json[] = [], rollup?: Json): Json =>
	pageJson('p', {
		...more,
		properties: { Docs: { id: 'd', type: 'files', files }, ...(rollup ? { All: rollup } : {}) },
	});

/** Everything on page p, which contains block b, as it is now. */
async function filesNow(notion: NotionInMemory): Promise<NotionFile[]> {
	const walk = new PageWalk(notion, planOf(...PARTS));
	const files = filesOf(await collect(findingsOf(walk.page('p', 0))));
	notion.reads.length = 0;
	return files;
}

const signed = (name: string, signature: string) => ({ url: signedUrl(name, signature) });

describe('a link is renewed by exactly one read of its place', () => {
	test.each<[string, string, (signature: string) => Json]>([
		['cover', 'page p', (signature) => page({ cover: fresh('a', signature) })],
		['icon', 'page p', (signature) => page({ icon: fresh('a', signature) })],
		['property', 'page p', (signature) => page({}, [fresh('a', signature)])],
		[
			'rollup',
			'page p',
			(signature) => page({}, [], rollupOf([{ type: 'files', files: [fresh('a', signature)] }])),
		],
	])('%s', async (source, read, at) => {
		const notion = new NotionInMemory().put('page p', at('1')).children('p');
		const [file] = (await filesNow(notion)) as [NotionFile];
		expect(file.place.source).toBe(source);
		notion.put('page p', at('2'));
		const link = await new FreshLinks(notion).renew(file, file.link);
		expect(link).toMatchObject(signed('a', '2'));
		expect(notion.reads).toEqual([read]);
	});

	test.each<[string, (signature: string) => Json]>([
		['image', (signature) => blockJson('b', 'image', fresh('a', signature))],
		['callout', (signature) => blockJson('b', 'callout', { icon: fresh('a', signature) })],
		['embed', (signature) => blockJson('b', 'embed', { url: signedUrl('a', signature) })],
	])('block: %s', async (_, at) => {
		const notion = new NotionInMemory().put('page p', page({})).children('p', at('1'));
		const [file] = (await filesNow(notion)) as [NotionFile];
		notion.put('block b', at('2'));
		const link = await new FreshLinks(notion).renew(file, file.link);
		expect(link).toMatchObject({ ...signed('a', '2'), kind: 'signed' });
		expect(notion.reads).toEqual(['block b']);
	});

	test.each(['database', 'source'] as const)('cover and icon of a %s itself', async (kind) => {
		const at = (signature: string): Json => ({
			id: 'd',
			...(kind === 'database' ? { data_sources: [{ id: 's' }] } : {}),
			cover: fresh('a', signature),
			icon: fresh('b', signature),
		});
		const notion = new NotionInMemory()
			.put(`${kind} d`, at('1'))
			.put('rows s', [])
			.put('rows d', []);
		const walk = new PageWalk(notion, planOf('cover', 'icon'));
		const files = filesOf(await collect(findingsOf(walk.database('d', 0))));
		notion.reads.length = 0;
		notion.put(`${kind} d`, at('2'));
		const links = new FreshLinks(notion);
		const renewed = files.map(async (file) => await links.renew(file, file.link));
		expect(await Promise.all(renewed)).toMatchObject([signed('a', '2'), signed('b', '2')]);
		expect(notion.reads).toEqual([`${kind} d`]);
	});

	test.each([
		['of the page', 'comments p'],
		['on a block', 'comments b'],
	])('comment %s', async (_, comments) => {
		const at = (signature: string) => comment('k', [attachment('a', signature)]);
		const notion = new NotionInMemory()
			.put('page p', page({}))
			.children('p', blockJson('b', 'paragraph'))
			.put('comments p', [])
			.put('comments b', [])
			.put(comments, [[at('1')]]);
		const [file] = (await filesNow(notion)) as [NotionFile];
		notion.put('comment k', at('2'));
		const link = await new FreshLinks(notion).renew(file, file.link);
		expect(link).toMatchObject(signed('a', '2'));
		expect(notion.reads).toEqual(['comment k']);
	});
});

test('a file is found again by its identity, not by its position', async () => {
	const notion = new NotionInMemory()
		.children('p')
		.put('page p', page({}, [fresh('a', '1'), fresh('b', '1'), fresh('c', '1')]));
	const [a, b] = (await filesNow(notion)) as [NotionFile, NotionFile];
	notion.put('page p', page({}, [fresh('new', '2'), fresh('c', '2'), fresh('b', '2')]));
	const links = new FreshLinks(notion);
	expect(await links.renew(b, b.link)).toMatchObject(signed('b', '2'));
	await expect(links.renew(a, a.link)).rejects.toMatchObject({ code: 'fileGone' });
});

describe('one read', () => {
	async function threeFiles(): Promise<{ notion: NotionInMemory; files: NotionFile[] }> {
		const all = (signature: string): Json =>
			page({ cover: fresh('a', signature) }, [fresh('b', signature), fresh('c', signature)]);
		const notion = new NotionInMemory().children('p').put('page p', all('1'));
		const files = await filesNow(notion);
		notion.put('page p', all('2'));
		return { notion, files };
	}

	test('serves all files of a page that are renewed at the same time', async () => {
		const { notion, files } = await threeFiles();
		const slow = deferred();
		notion.delay('page p', slow.promise);
		const links = new FreshLinks(notion);
		const renewed = files.map(async (file) => await links.renew(file, file.link));
		await quiet();
		slow.resolve();
		expect(await Promise.all(renewed)).toMatchObject(['a', 'b', 'c'].map((n) => signed(n, '2')));
		expect(notion.reads).toEqual(['page p']);
	});

	test('serves those that are renewed later', async () => {
		const { notion, files } = await threeFiles();
		const links = new FreshLinks(notion);
		for (const file of files) await links.renew(file, file.link);
		expect(notion.reads).toEqual(['page p']);
	});

	test('does not serve a file whose link from it has already failed', async () => {
		const { notion, files } = await threeFiles();
		const links = new FreshLinks(notion);
		const [a, b] = files as [NotionFile, NotionFile];
		const second = await links.renew(a, a.link);
		notion.put('page p', page({ cover: fresh('a', '3') }, [fresh('b', '3')]));
		expect(await links.renew(a, second)).toMatchObject(signed('a', '3'));
		expect(await links.renew(b, b.link)).toMatchObject(signed('b', '3'));
		expect(notion.reads).toEqual(['page p', 'page p']);
	});

	test('is repeated exactly once for many that got nothing new from it', async () => {
		const { notion, files } = await threeFiles();
		const links = new FreshLinks(notion);
		const second = await Promise.all(files.map(async (file) => await links.renew(file, file.link)));
		notion.reads.length = 0;
		const again = files.map(
			async (file, index) => await links.renew(file, second[index] ?? file.link),
		);
		await Promise.all(again);
		expect(notion.reads).toEqual(['page p']);
	});

	test('that fails is reported to those that waited for it, and repeated for later ones', async () => {
		const { notion, files } = await threeFiles();
		const good = await notion.page('p');
		notion.put('page p', unavailable());
		const links = new FreshLinks(notion);
		const [a] = files as [NotionFile];
		await expect(links.renew(a, a.link)).rejects.toMatchObject({ code: 'notionUnavailable' });
		notion.put('page p', good);
		expect(await links.renew(a, a.link)).toMatchObject(signed('a', '2'));
	});

	test('is repeated when its links have expired, whatever the clock says', async () => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
		try {
			const { notion, files } = await threeFiles();
			const [a, b] = files as [NotionFile, NotionFile];
			const links = new FreshLinks(notion);
			await links.renew(a, a.link);
			jest.advanceTimersByTime(61 * 60_000);
			notion.put('page p', page({ cover: fresh('a', '3') }, [fresh('b', '3')]));
			expect(await links.renew(b, b.link)).toMatchObject(signed('b', '3'));
		} finally {
			jest.useRealTimers();
		}
	});

	test('serves all even if a wrong clock makes every link look expired', async () => {
		const longAgo = '2020-02-02T02:02:02.000Z';
		const { notion, files } = await threeFiles();
		const dead = [fresh('b', '2', longAgo), fresh('c', '2', longAgo)];
		notion.put('page p', page({ cover: fresh('a', '2', longAgo) }, dead));
		const links = new FreshLinks(notion);
		for (const file of files) await links.renew(file, file.link);
		expect(notion.reads).toEqual(['page p']);
	});
});

describe('a file is gone', () => {
	test.each<[string, Json]>([
		['removed', page({})],
		['replaced by another with the same name', page({ cover: external('https://example.com/a') })],
		['without a link', page({ cover: { type: 'file', file: {} } })],
	])('when it was %s', async (_, after) => {
		const notion = new NotionInMemory().children('p').put('page p', page({ cover: hosted('a') }));
		const [file] = (await filesNow(notion)) as [NotionFile];
		notion.put('page p', after);
		await expect(new FreshLinks(notion).renew(file, file.link)).rejects.toMatchObject({
			code: 'fileGone',
		});
	});

	test('is not reported for one whose property could not be read', async () => {
		const notion = new NotionInMemory()
			.children('p')
			.put('page p', page({}, [], rollupOf([], 'incomplete')))
			.put('property p/r', [[{ type: 'files', files: [hosted('a')] }]]);
		const [file] = (await filesNow(notion)) as [NotionFile];
		notion.put('property p/r', unavailable());
		await expect(new FreshLinks(notion).renew(file, file.link)).rejects.toMatchObject({
			code: 'notionUnavailable',
		});
	});
});

test('a cover is renewed even if a rollup of the same page cannot be read', async () => {
	const rollup = rollupOf([], 'incomplete');
	const notion = new NotionInMemory()
		.children('p')
		.put('page p', page({ cover: fresh('a', '1') }, [], rollup));
	const [file] = (await filesNow(notion)) as [NotionFile];
	notion.put('page p', page({ cover: fresh('a', '2') }, [], rollup));
	notion.put('property p/r', unavailable());
	const link = await new FreshLinks(notion).renew(file, file.link);
	expect(link).toMatchObject(signed('a', '2'));
});
