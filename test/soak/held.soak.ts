import { Queue } from '../../nodes/NotionFiles/flow/mapInOrder';
import { findingsOf } from '../../nodes/NotionFiles/locate/Branch';
import { PageWalk } from '../../nodes/NotionFiles/locate/PageWalk';
import { largeDatabase } from '../unit/locate/largeDatabase';
import { planOf } from '../unit/locate/samples';
import { expectWithinLimit } from './figure';
import { countHeld } from './garbage';

test('a queue does not hold what was read from it', async () => {
	const queue = new Queue<object>();
	const written: Array<WeakRef<object>> = [];
	for (let n = 0; n < 1_000; n++) {
		const value = { n };
		written.push(new WeakRef(value));
		queue.push(value);
	}
	const values = queue[Symbol.asyncIterator]();
	for (let n = 0; n < 900; n++) await values.next();
	// The last one may still be in the frame that gave it.
	expectWithinLimit('heldByQueue', await countHeld(written));
	expect((await values.next()).value).toEqual({ n: 900 });
});

test('a walk over a large database holds nothing of the rows that were given', async () => {
	const held: Array<WeakRef<object>> = [];
	const { notion } = largeDatabase(20, 50, (row) => held.push(new WeakRef(row)));
	const walk = new PageWalk(notion, { ...planOf('properties'), childDatabases: false });
	const findings = findingsOf(walk.database('d', 0));
	for (let n = 0; n < 2 * 900; n++) {
		const { value } = await findings.next();
		held.push(new WeakRef(value as object));
	}
	expect(held.length).toBeGreaterThanOrEqual(3 * 900);
	// The rows of the last answers, and what was begun of them.
	expectWithinLimit('heldByWalk', await countHeld(held));
	expect((await findings.next()).done).toBe(false);
});
