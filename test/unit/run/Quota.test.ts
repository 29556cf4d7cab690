import { Quota } from '../../../nodes/NotionFiles/run/Quota';
import { isPending } from '../promises';

const quotaOf = (limit: number) => {
	const end = new AbortController();
	return { quota: new Quota(limit, end.signal), end: () => end.abort(new Error('The end')) };
};

test('there is room until all places are taken, and none once all are items', async () => {
	const { quota } = quotaOf(2);
	expect(await quota.hasRoom()).toBe(true);
	expect([quota.take(), quota.take(), quota.take()]).toEqual([true, true, false]);
	const room = quota.hasRoom();
	expect(await isPending(room)).toBe(true);
	quota.settle(true);
	expect(await isPending(room)).toBe(true);
	quota.settle(true);
	expect(await room).toBe(false);
	expect(quota.take()).toBe(false);
});

test('a place that is given back is free for all who wait', async () => {
	const { quota } = quotaOf(1);
	quota.take();
	const waiting = [quota.hasRoom(), quota.hasRoom()];
	quota.settle(false);
	expect(await Promise.all(waiting)).toEqual([true, true]);
});

test('nobody waits after the end of the run', async () => {
	const { quota, end } = quotaOf(1);
	quota.take();
	const waiting = quota.hasRoom();
	end();
	await expect(waiting).rejects.toThrow('The end');
});
