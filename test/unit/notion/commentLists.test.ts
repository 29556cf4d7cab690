import { TokenGate } from '../../../nodes/NotionFiles/notion/TokenGate';
import { commentLists } from '../../../nodes/NotionFiles/notion/commentLists';
import { NotionClient } from '../../../nodes/NotionFiles/notion/NotionClient';
import type { NotionAnswer } from '../../../nodes/NotionFiles/notion/exchange';
import { collect, deferred, quiet, rejectionOf } from '../promises';

const answered = (status: number, body: Record<string, unknown>): NotionAnswer => ({
	kind: 'answered',
	status,
	headers: {},
	body,
});
const comments = (...ids: string[]) =>
	answered(200, { object: 'list', results: ids.map((id) => ({ id })), next_cursor: null });
const REFUSAL = answered(403, { object: 'error', code: 'restricted_resource', message: 'No.' });
const NOT_FOUND = answered(404, { object: 'error', code: 'object_not_found', message: 'No.' });

/** Lists from a Notion that answers for each block as the test says. */
function listsOver(answer: (blockId: string, nth: number) => NotionAnswer | Promise<NotionAnswer>) {
	const asked: string[] = [];
	const client = new NotionClient(
		async ({ path }) => {
			const blockId = new URL(path, 'http://x').searchParams.get('block_id') ?? '';
			asked.push(blockId);
			return await answer(blockId, asked.length);
		},
		new TokenGate(),
		undefined,
	);
	const list = commentLists(client);
	const idsOf = async (blockId: string) =>
		(await collect(list(blockId))).flat().map(({ id }) => id);
	return { idsOf, asked };
}

const THOUSAND = Array.from({ length: 1_000 }, (_, index) => `b${index}`);

/** The result of each of many lists, all requested at once. */
async function outcomes(idsOf: (blockId: string) => Promise<unknown[]>, blocks: string[]) {
	const settled = await Promise.allSettled(blocks.map(idsOf));
	return {
		empty: settled.filter((one) => one.status === 'fulfilled' && one.value.length === 0).length,
		refused: settled.filter((one) => one.status === 'rejected').length,
	};
}

test('each block has a list of its own', async () => {
	const { idsOf, asked } = listsOver((blockId) => comments(`1 on ${blockId}`, `2 on ${blockId}`));
	expect(await Promise.all(['a', 'b'].map(idsOf))).toEqual([
		['1 on a', '2 on a'],
		['1 on b', '2 on b'],
	]);
	expect(asked).toEqual(['a', 'b']);
});

test('a refusal is requested once and reported once, even if a thousand blocks ask together', async () => {
	const { idsOf, asked } = listsOver(() => REFUSAL);
	expect(await outcomes(idsOf, THOUSAND)).toEqual({ empty: 999, refused: 1 });
	expect(asked).toEqual(['b0']);
	expect(await idsOf('later')).toEqual([]);
	expect(asked).toHaveLength(1);
});

test('the error names the capability that is missing', async () => {
	const { idsOf } = listsOver(() => REFUSAL);
	expect(await rejectionOf(idsOf('a'))).toMatchObject({ code: 'missingCapability' });
});

test('a capability that is removed on the way is reported once as well', async () => {
	const { idsOf, asked } = listsOver((_, nth) => (nth <= 5 ? comments() : REFUSAL));
	expect(await outcomes(idsOf, THOUSAND)).toEqual({ empty: 999, refused: 1 });
	asked.length = 0;
	expect(await idsOf('later')).toEqual([]);
	expect(asked).toEqual([]);
});

test('all wait for the first answer, and then ask in parallel', async () => {
	const first = deferred<NotionAnswer>();
	const others = deferred<NotionAnswer>();
	const { idsOf, asked } = listsOver((_, nth) => (nth === 1 ? first : others).promise);
	const all = Promise.all(['a', 'b', 'c'].map(idsOf));
	await quiet();
	expect(asked).toEqual(['a']);
	first.resolve(comments());
	await quiet();
	expect(asked).toEqual(['a', 'b', 'c']);
	others.resolve(comments('1'));
	expect(await all).toEqual([[], ['1'], ['1']]);
});

test('any other failure affects one list only', async () => {
	const { idsOf, asked } = listsOver((blockId) => (blockId === 'b' ? comments('1') : NOT_FOUND));
	const [a, b, c] = await Promise.allSettled(['a', 'b', 'c'].map(idsOf));
	expect([a?.status, b?.status, c?.status]).toEqual(['rejected', 'fulfilled', 'rejected']);
	expect(asked).toHaveLength(3);
});
