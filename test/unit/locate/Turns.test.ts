import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { PageWalk } from '../../../nodes/NotionFiles/locate/PageWalk';
import { collect, quiet } from '../promises';
import { NotionInMemory } from './NotionInMemory';
import { blockJson, hosted, pageJson, planOf, summary } from './samples';

/** A page with this many pages, each of which has as many again. */
function tree(width: number): NotionInMemory {
	const notion = new NotionInMemory();
	const add = (id: string, childIds: string[]) =>
		notion
			.put(`page ${id}`, pageJson(id, { cover: hosted(`${id}.png`) }))
			.children(id, ...childIds.map((child) => blockJson(child, 'child_page')));
	const numbers = Array.from({ length: width }, (_, n) => n);
	add(
		'p',
		numbers.map((n) => `${n}`),
	);
	for (const n of numbers) {
		const below = numbers.map((m) => `${n}-${m}`);
		add(`${n}`, below);
		below.forEach((id) => add(id, []));
	}
	return notion;
}

const walk = (notion: NotionInMemory) =>
	findingsOf(new PageWalk(notion, planOf('cover', 'content')).page('p', 9));

test('a tree is read in its order, and a page and its content each once', async () => {
	const notion = tree(30);
	const expected = ['p.png'];
	for (let n = 0; n < 30; n++) {
		expected.push(`${n}.png`);
		for (let m = 0; m < 30; m++) expected.push(`${n}-${m}.png`);
	}
	expect(summary(await collect(walk(notion)))).toEqual(expected);
	expect(notion.reads).toHaveLength(2 * expected.length);
});

test('no more than a hundred pages are read before their turn, and a few more on the way down', async () => {
	const notion = tree(30);
	const findings = walk(notion);
	let taken = 0;
	for await (const { kind } of findings) {
		if (kind !== 'file') continue;
		taken++;
		if (taken % 100 !== 1) continue;
		await quiet();
		const pages = notion.reads.filter((read) => read.startsWith('page ')).length;
		expect(pages - taken).toBeLessThan(130);
	}
	expect(taken).toBe(1 + 30 + 900);
});

test('that the reader stops makes room for nothing', async () => {
	const notion = tree(30);
	let reads = 0;
	for await (const { kind } of walk(notion)) {
		if (kind !== 'file') continue;
		for (let pause = 0; pause < 9; pause++) await quiet();
		reads = notion.reads.length;
		break;
	}
	for (let pause = 0; pause < 9; pause++) await quiet();
	expect(notion.reads).toHaveLength(reads);
});
