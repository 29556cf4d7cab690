import fc from 'fast-check';
import type { PageRead } from '../../../nodes/NotionFiles/locate/Finding';
import { PagesAtRest } from '../../../nodes/NotionFiles/history/PagesAtRest';

const PAGE = '4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d';
const EDITED = '2026-11-22T10:00:00.000Z';
const LATER = '2026-11-22T10:01:00.000Z';
const MINUTE = 60_000;

/** What n8n keeps between runs, and this server's clock. */
let stored: unknown;
let clock: number;

beforeEach(() => {
	stored = undefined;
	clock = Date.parse('2026-11-22T12:34:56.000Z');
});

function pageRead(pageId: string, more: Partial<PageRead> = {}): PageRead {
	const page = {
		kind: 'pageRead',
		pageId,
		lastEditedTime: EDITED,
		begunAt: clock,
		quiet: true,
	} as const;
	return { ...page, ...more };
}

interface Run {
	edited?: string | undefined;
	settled?: boolean;
	quiet?: boolean;
	purpose?: string;
	readingTakes?: number;
}

/** One run over the page; tells whether it was left unread. */
function run({
	edited = EDITED,
	settled = true,
	quiet = true,
	purpose = 'all',
	readingTakes = 0,
}: Run): boolean {
	const memory = new PagesAtRest(stored, () => clock);
	const pages = memory.for(purpose);
	if (pages.has(PAGE, edited)) {
		stored = memory.toStore() ?? stored;
		return true;
	}
	const begun = clock;
	clock += readingTakes;
	pages.wasRead(pageRead(PAGE, { lastEditedTime: edited, begunAt: begun, quiet }), settled);
	stored = memory.toStore() ?? stored;
	return false;
}

test('a page rests once its files were found confirmed, after the minute of its edit is over', () => {
	expect(run({})).toBe(false);
	clock += 3 * MINUTE;
	expect(run({})).toBe(false);
	expect(run({})).toBe(true);
	clock += 365 * 24 * 60 * MINUTE;
	expect(run({})).toBe(true);
});

test('a page that can change without a sign never rests', () => {
	for (let hour = 0; hour < 5; hour++) {
		expect(run({ quiet: false })).toBe(false);
		clock += 60 * MINUTE;
	}
});

test('runs that follow each other within the minute of the edit read the page each time', () => {
	for (let second = 0; second < 60; second += 10) {
		expect(run({})).toBe(false);
		clock += 10_000;
	}
});

test('a reading that began within the minute of the edit proves nothing, however long it took', () => {
	expect(run({})).toBe(false);
	expect(run({ readingTakes: 10 * MINUTE })).toBe(false);
	expect(run({})).toBe(false);
	expect(run({})).toBe(true);
});

test('an edit wakes the page, and it has to come to rest again', () => {
	run({});
	clock += 3 * MINUTE;
	run({});
	expect(run({ edited: LATER })).toBe(false);
	expect(run({ edited: LATER })).toBe(false);
	clock += 3 * MINUTE;
	expect(run({ edited: LATER })).toBe(false);
	expect(run({ edited: LATER })).toBe(true);
});

test('a page with an unconfirmed file is read in every run', () => {
	for (let i = 0; i < 5; i++) {
		expect(run({ settled: false })).toBe(false);
		clock += 10 * MINUTE;
	}
});

test('a page rests for one purpose only', () => {
	run({});
	clock += 3 * MINUTE;
	run({});
	expect(run({ purpose: 'images alone' })).toBe(false);
	expect(run({})).toBe(true);
});

test('a clock that was set back delays rest, and never brings it early', () => {
	run({});
	clock -= 60 * MINUTE;
	expect(run({})).toBe(false);
	expect(run({})).toBe(false);
	clock += 3 * MINUTE;
	expect(run({})).toBe(false);
	expect(run({})).toBe(true);
});

test.each([undefined, '', 'yesterday', '1912-06-23T00:00:00Z'])(
	'a page last edited at “%s” never rests',
	(edited) => {
		for (let i = 0; i < 4; i++) {
			expect(run({ edited: edited ?? 'none' })).toBe(false);
			clock += 10 * MINUTE;
		}
	},
);

test('nothing is stored again if nothing changed', () => {
	run({});
	clock += 3 * MINUTE;
	run({});
	const pages = new PagesAtRest(stored, () => clock);
	expect(pages.for('all').has(PAGE, EDITED)).toBe(true);
	expect(pages.toStore()).toBeUndefined();
});

/** What is kept of this many pages with random names. */
function strangers(count: number): Buffer {
	const entries = Buffer.alloc(count * 16);
	for (let n = 0; n < count; n++) entries.writeUInt32BE(n + 1, n * 16);
	return entries;
}

test('a page takes sixteen bytes, and the last 100,000 met are kept', () => {
	const first = new PagesAtRest(undefined, () => clock);
	first.for('all').wasRead(pageRead('met first'), true);
	const oldest = Buffer.from(first.toStore() ?? '', 'base64');
	expect(oldest).toHaveLength(16);

	const full = Buffer.concat([oldest, strangers(99_999)]).toString('base64');
	const pages = new PagesAtRest(full, () => clock);
	pages.for('all').wasRead(pageRead('met last'), true);
	expect(pages.toStore()).toHaveLength(full.length);

	clock += 3 * MINUTE;
	const next = new PagesAtRest(pages.toStore(), () => clock);
	for (const id of ['met first', 'met last']) next.for('all').wasRead(pageRead(id), true);
	const then = new PagesAtRest(next.toStore(), () => clock).for('all');
	expect(then.has('met last', EDITED)).toBe(true);
	// Its first sighting had been dropped, so it has to be seen again.
	expect(then.has('met first', EDITED)).toBe(false);
});

test('whatever n8n returns, nothing is thrown and no page is at rest because of it', () => {
	fc.assert(
		fc.property(fc.anything(), (anything) => {
			const pages = new PagesAtRest(anything, () => clock).for('all');
			expect(pages.has(PAGE, EDITED)).toBe(false);
		}),
	);
});
