import { asText, type Json } from '../../../nodes/NotionFiles/json';
import { TokenGate } from '../../../nodes/NotionFiles/notion/TokenGate';
import { listPages } from '../../../nodes/NotionFiles/notion/listPages';
import { NotionClient } from '../../../nodes/NotionFiles/notion/NotionClient';
import type { NotionAnswer } from '../../../nodes/NotionFiles/notion/exchange';
import { collect } from '../promises';

const DEAD: NotionAnswer = {
	kind: 'answered',
	status: 400,
	headers: {},
	body: { object: 'error', code: 'validation_error', message: 'start_cursor is not valid.' },
};

function part(ids: string, next_cursor: string | null): NotionAnswer {
	const results = [...ids].map((id) => ({ id }));
	const body = { object: 'list', results, next_cursor };
	return { kind: 'answered', status: 200, headers: {}, body };
}

/** What is listed if requests are answered in turn, and the cursors of these requests. */
async function listed(
	answers: NotionAnswer[],
	identify: (entry: Json) => string | undefined = ({ id }) => asText(id),
): Promise<{ ids: string; cursors: Array<string | null>; told: string[] }> {
	const told: string[] = [];
	const cursors: Array<string | null> = [];
	const client = new NotionClient(
		async ({ path }) => {
			cursors.push(new URL(path, 'http://x').searchParams.get('start_cursor'));
			return answers[cursors.length - 1] as NotionAnswer;
		},
		new TokenGate(),
		undefined,
	);
	const list = { path: '/x', subject: 'the list', identify };
	const parts = await collect(listPages(client, list, (reason) => told.push(reason)));
	return {
		ids: parts
			.flat()
			.map(({ id }) => id)
			.join(''),
		cursors,
		told,
	};
}

describe('a cursor that expires on the way', () => {
	test('starts the list over, of which only new entries are returned', async () => {
		const answers = [part('abc', '1'), DEAD, part('aXbc', '2'), part('cd', null)];
		expect(await listed(answers)).toMatchObject({ ids: 'abcXd', cursors: [null, '1', null, '2'] });
	});

	test('loses nothing, even if returned entries have disappeared', async () => {
		const answers = [part('abc', '1'), DEAD, part('cd', null)];
		expect((await listed(answers)).ids).toBe('abcd');
	});

	test('is made up for by position, if nothing distinguishes entries', async () => {
		const answers = [part('aaa', '1'), DEAD, part('aa', '2'), part('aab', null)];
		expect((await listed(answers, () => undefined)).ids).toBe('aaaab');
	});

	test('may do so twice, but not forever', async () => {
		const twice = [part('a', '1'), DEAD, part('a', '2'), DEAD, part('ab', null)];
		expect((await listed(twice)).ids).toBe('ab');
		const again = [...twice.slice(0, 4), part('a', '3'), DEAD, part('ab', null)];
		await expect(listed(again)).rejects.toMatchObject({ code: 'refusedByNotion' });
	});
});

test.each([
	['the list itself', [DEAD]],
	[
		'something other than the cursor',
		[
			part('a', '1'),
			{ ...DEAD, body: { object: 'error', message: 'block_id is not valid.' } } as NotionAnswer,
		],
	],
])('a refusal that is about %s is reported', async (_, answers) => {
	await expect(listed(answers)).rejects.toMatchObject({ code: 'refusedByNotion' });
});

test('a list that Notion cuts short is reported, with all of its entries', async () => {
	const cut = part('cd', null);
	const request_status = { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' };
	const last = { ...cut, body: { ...(cut as { body: object }).body, request_status } };
	expect(await listed([part('ab', '1'), last as NotionAnswer])).toMatchObject({
		ids: 'abcd',
		told: ['Notion returned only part of the list (query_result_limit_reached)'],
	});
	expect((await listed([part('ab', null)])).told).toEqual([]);
});
