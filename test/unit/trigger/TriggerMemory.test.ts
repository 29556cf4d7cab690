import type { IDataObject } from 'n8n-workflow';
import { TriggerMemory } from '../../../nodes/NotionFiles/trigger/TriggerMemory';

/** What a poll has learnt, before it keeps it. */
function poll(kept: IDataObject, source: string, seen: string, isReady: boolean): TriggerMemory {
	const memory = new TriggerMemory(kept, source);
	memory.see(seen);
	memory.isReady = isReady;
	return memory;
}

describe('a poll that ends after another one that did not wait for it', () => {
	test.each([
		[true, false],
		[false, true],
	])('takes nothing back of what that has kept (ready: %s, then %s)', (first, second) => {
		const kept: IDataObject = {};
		const hung = poll(kept, 'page', 'a', second);
		poll(kept, 'page', 'b', first).keep();
		hung.keep();
		const memory = new TriggerMemory(kept, 'page');
		expect({ ready: memory.isReady, a: memory.hasSeen('a'), b: memory.hasSeen('b') }).toEqual({
			ready: true,
			a: true,
			b: true,
		});
	});

	test('keeps nothing where something else is watched meanwhile', () => {
		const kept: IDataObject = {};
		const hung = poll(kept, 'old page', 'a', true);
		poll(kept, 'new page', 'b', true).keep();
		const before = structuredClone(kept);
		hung.keep();
		expect(kept).toEqual(before);
	});
});

test('what one poll has kept, the next one knows, and one of another source does not', () => {
	const kept: IDataObject = {};
	poll(kept, 'page', 'a', true).keep();
	poll(kept, 'page', 'b', true).keep();
	const [same, other] = [new TriggerMemory(kept, 'page'), new TriggerMemory(kept, 'other')];
	expect([same.hasSeen('a'), same.hasSeen('b'), same.isReady]).toEqual([true, true, true]);
	expect([other.hasSeen('a'), other.isReady]).toEqual([false, false]);
});
