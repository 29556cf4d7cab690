import type { IDataObject } from 'n8n-workflow';
import { TriggerHistory } from '../../../nodes/NotionFiles/trigger/TriggerHistory';

/** What a poll has learned, before it keeps it. */
function poll(kept: IDataObject, source: string, seen: string, isReady: boolean): TriggerHistory {
	const history = new TriggerHistory(kept, source);
	history.see(seen);
	history.isReady = isReady;
	return history;
}

describe('a poll that ends after another one that did not wait for it', () => {
	test.each([
		[true, false],
		[false, true],
	])('takes back nothing that the other has kept (ready: %s, then %s)', (first, second) => {
		const kept: IDataObject = {};
		const hung = poll(kept, 'page', 'a', second);
		poll(kept, 'page', 'b', first).save();
		hung.save();
		const history = new TriggerHistory(kept, 'page');
		expect({ ready: history.isReady, a: history.hasSeen('a'), b: history.hasSeen('b') }).toEqual({
			ready: true,
			a: true,
			b: true,
		});
	});

	test('keeps nothing if something else is watched meanwhile', () => {
		const kept: IDataObject = {};
		const hung = poll(kept, 'old page', 'a', true);
		poll(kept, 'new page', 'b', true).save();
		const before = structuredClone(kept);
		hung.save();
		expect(kept).toEqual(before);
	});
});

test('what one poll has kept, the next one knows, and one of another source does not', () => {
	const kept: IDataObject = {};
	poll(kept, 'page', 'a', true).save();
	poll(kept, 'page', 'b', true).save();
	const [same, other] = [new TriggerHistory(kept, 'page'), new TriggerHistory(kept, 'other')];
	expect([same.hasSeen('a'), same.hasSeen('b'), same.isReady]).toEqual([true, true, true]);
	expect([other.hasSeen('a'), other.isReady]).toEqual([false, false]);
});

test('what an earlier version has kept, under the parameters as they were written, is known', () => {
	const kept: IDataObject = {};
	poll(kept, 'as written', 'a', true).save();
	const history = new TriggerHistory(kept, 'page', 'as written');
	expect([history.hasSeen('a'), history.isReady]).toEqual([true, true]);
	history.save();
	expect(new TriggerHistory(kept, 'page', 'written in another way').hasSeen('a')).toBe(true);
});
