import fc from 'fast-check';
import { NotionFilesError } from '../../nodes/NotionFiles/errors';
import { TokenGate } from '../../nodes/NotionFiles/notion/TokenGate';
import type { Json } from '../../nodes/NotionFiles/json';
import { findingsOf } from '../../nodes/NotionFiles/locate/Branch';
import { PageWalk } from '../../nodes/NotionFiles/locate/PageWalk';
import { NotionClient } from '../../nodes/NotionFiles/notion/NotionClient';
import { notionReader } from '../../nodes/NotionFiles/notion/notionReader';
import { when, withConditions } from '../../nodes/NotionFiles/notion/rowFilter';
import { jsonObject, minute } from '../../nodes/NotionFiles/parameters/kinds/texts';
import { readAs } from '../unit/parameters/context';
import type { Properties } from './holds';

const keys = fc.constantFrom(
	...['and', 'or', 'property', 'timestamp', 'created_time', 'select', 'equals', '__proto__'],
);
const { filter } = fc.letrec<{ filter: unknown }>((tie) => ({
	filter: fc.oneof(
		{ maxDepth: 5, depthSize: 'medium' },
		fc.string(),
		fc.constantFrom(null, true, 7),
		fc.array(tie('filter'), { maxLength: 4 }),
		fc.dictionary(fc.oneof(keys, fc.string()), tie('filter'), { maxKeys: 4 }),
	),
}));

function ours<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (thrown) {
		expect(thrown).toBeInstanceOf(NotionFilesError);
		return undefined;
	}
}

function levelsOf(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	const { and, or } = value as { and?: unknown; or?: unknown };
	const groups = [and, or].filter(Array.isArray);
	return groups.length === 0 ? 0 : 1 + Math.max(0, ...groups.flat().map(levelsOf));
}

function hasOddParts(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
	const { and, or } = value as { and?: unknown; or?: unknown };
	return [and, or].filter(Array.isArray).flat().some(hasOddParts);
}

const rowFilter = jsonObject({ displayName: 'Filter', name: 'filter', type: 'json', default: '' });
const editedAfter = minute({ displayName: 'After', name: 'after', type: 'dateTime', default: '' });

const condition = when('created_time', 'on_or_after', '2026-11-22T10:00:00.000Z');
const writtenFilter = fc.oneof(
	fc.string(),
	filter.map((value) => JSON.stringify(value)),
	filter,
);
const nastyTime = fc.constantFrom(
	...['1e400', '-271821-04-20', '+275760-09-13T00:00:00.001Z', '0', 'W'],
);
const writtenTime = fc.oneof(
	fc.string(),
	nastyTime,
	fc.date({ noInvalidDate: false }),
	fc.anything(),
);

const id = fc.constantFrom('', 'a', 'b', 'c', '../users/me', 'a b');
const text = fc.array(fc.record({ plain_text: fc.string() }), { maxLength: 2 });
const odd = fc.constantFrom<unknown>(null, undefined, 7, '', [], {}, 'x');
const orOdd = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
	fc.oneof({ arbitrary: usual, weight: 5 }, { arbitrary: odd, weight: 1 });
const row = fc.record(
	{
		object: orOdd(fc.constantFrom('page', 'data_source')),
		id: orOdd(id),
		created_time: orOdd(fc.constantFrom('2026-11-22T10:00:00.000Z', '2026', '?', 'x'.repeat(100))),
		in_trash: orOdd(fc.boolean()),
		title: orOdd(text),
		properties: orOdd(
			fc.constant({ Docs: { type: 'files', files: [{ external: { url: 'u' } }] } }),
		),
	},
	{ requiredKeys: [] },
);
const answer = fc.record(
	{
		object: fc.constant('list'),
		title: orOdd(text),
		data_sources: orOdd(fc.array(fc.record({ id, name: fc.string() }), { maxLength: 2 })),
		cover: orOdd(
			fc.record({ type: fc.constant('external'), external: fc.record({ url: fc.webUrl() }) }),
		),
		results: orOdd(fc.array(orOdd(row), { maxLength: 4 })),
		next_cursor: orOdd(fc.constantFrom('1', '2', '3', null)),
		request_status: orOdd(fc.constantFrom({ type: 'incomplete' }, { type: 'complete' })),
	},
	{ requiredKeys: ['object'] },
);
const refusal = fc.constantFrom('start_cursor is dead', 'Could not find property', 'is linked');

/** Whatever a user writes and Notion answers about databases: it ends, in findings or in our own errors. */
export const hostileRows: Properties = {
	'row filters: read or refused in our own words, and made no deeper than Notion allows':
		fc.property(writtenFilter, (value) => {
			const read = ours(() => readAs(rowFilter, value));
			const merged = withConditions(read, [condition]);
			expect(JSON.stringify(merged)).toContain(JSON.stringify(condition));
			// A group of something else than objects is wrapped as it is: Notion is to refuse it.
			if (hasOddParts(read)) return;
			expect(levelsOf(merged)).toBeLessThanOrEqual(Math.max(2, levelsOf(read)));
		}),

	'times: a minute, or refused in our own words': fc.property(writtenTime, (value) => {
		const time = ours(() => readAs(editedAfter, value, 'America/New_York'));
		expect(time ?? '2026-11-22T10:00:00.000Z').toMatch(/^[+-]?\d{4,6}-.+T\d\d:\d\d:00\.000Z$/);
	}),

	'databases: whatever Notion answers, the walk ends, and nothing but our own errors comes of it':
		fc.asyncProperty(fc.array(fc.oneof(answer, refusal), { maxLength: 12 }), async (answers) => {
			const left = [...answers];
			const send = async () => {
				const next = left.shift() ?? { object: 'list', results: [], data_sources: [{ id: 'a' }] };
				const refused = typeof next === 'string';
				const body: unknown = refused ? { object: 'error', message: next } : next;
				return { kind: 'answered' as const, status: refused ? 400 : 200, headers: {}, body };
			};
			const reader = notionReader(new NotionClient(send, new TokenGate(), undefined));
			const plan = {
				parts: new Set(['cover', 'icon', 'properties'] as const),
				childDatabases: true,
			};
			const rows = { source: '*', filter: { property: 'x' } as Json, itself: true };
			for await (const finding of findingsOf(new PageWalk(reader, plan).database('d', -1, rows))) {
				if (finding.kind === 'failed') {
					expect(finding.error).toBeInstanceOf(NotionFilesError);
					expect(finding.error.code).not.toBe('unexpected');
				}
			}
		}),
};
