import { MemoryBudget, NoRoom, type Share } from '../../../nodes/NotionFiles/download/MemoryBudget';
import { turnClock } from '../../harness/turnClock';
import { isPending, rejectionOf } from '../promises';

const KB = 1024;
const MB = 1024 * KB;
const FREE = 512 * KB;

const clock = turnClock();

let budget: MemoryBudget;
let stop: AbortController;

beforeEach(() => {
	budget = new MemoryBudget(100 * MB);
	stop = new AbortController();
	// A file that waits for memory waits until something happens, or for minutes.
	clock().holdWaits();
});

/** A file of which this much has arrived. */
async function fileWith(
	megabytes: number,
	length: number | undefined = 4_000 * MB,
): Promise<Share> {
	const share = budget.share(length);
	await share.add(megabytes * MB + FREE, stop.signal);
	return share;
}

const grows = async (share: Share, megabytes: number): Promise<void> =>
	await share.add(megabytes * MB, stop.signal);

test('what has arrived counts, not what is announced', async () => {
	await fileWith(1, 4_000 * MB);
	const other = await fileWith(99, 99 * MB);
	expect(other.held).toBe(99 * MB);
});

test('the first part of each file is not counted, so that small files never wait', async () => {
	const [full, beyond, waiting] = [await fileWith(100), await fileWith(0), await fileWith(0)];
	await grows(beyond, 1);
	expect(await isPending(grows(waiting, 1))).toBe(true);
	const small = budget.share(undefined);
	expect(small.add(FREE, stop.signal)).toBeUndefined();
	expect([full.held, small.held]).toEqual([100 * MB, 0]);
});

test('if files fill the memory together, one at a time may exceed it', async () => {
	const [one, two, three] = [await fileWith(50), await fileWith(50), await fileWith(0)];
	await grows(one, 60);
	await grows(one, 60);
	const others = [grows(two, 10), grows(three, 10)] as const;
	expect(await isPending(others[0])).toBe(true);
	one.giveBack();
	await Promise.all(others);
	expect([two.held, three.held]).toEqual([60 * MB, 10 * MB]);
});

test('the one that exceeds it lets the others go first if it is slow', async () => {
	const [slow, other] = [await fileWith(100), await fileWith(0)];
	await grows(slow, 1);
	const waiting = grows(other, 50);
	clock().advance(29_999);
	await grows(slow, 1);
	expect(await isPending(waiting)).toBe(true);
	clock().advance(1);
	const slowAgain = grows(slow, 1);
	await waiting;
	expect(await isPending(slowAgain)).toBe(true);
	other.giveBack();
	await slowAgain;
});

test('however fast it was before', async () => {
	const [once, other] = [await fileWith(100), await fileWith(0)];
	await grows(once, 1_000);
	clock().advance(30_000);
	await grows(once, 1);
	const waiting = grows(other, 50);
	clock().advance(30_000);
	const slowAgain = grows(once, 1);
	await waiting;
	other.giveBack();
	await slowAgain;
});

test('and continues if it is fast', async () => {
	const [fast, other] = [await fileWith(100), await fileWith(0)];
	await grows(fast, 31);
	const waiting = grows(other, 50);
	clock().advance(30_000);
	await grows(fast, 1);
	expect(await isPending(waiting)).toBe(true);
});

test('a file that waits for minutes gives up what it has: n8n would not wait any longer', async () => {
	const [, beyond, waiting] = [await fileWith(100), await fileWith(0), await fileWith(0)];
	await grows(beyond, 1);
	const rejection = rejectionOf(grows(waiting, 1));
	clock().advance(4 * 60_000);
	expect(await rejection).toBeInstanceOf(NoRoom);
});

test('a file that is aborted leaves the line', async () => {
	const [, beyond, aborted, other] = [
		await fileWith(100),
		await fileWith(0),
		await fileWith(0),
		await fileWith(0),
	];
	await grows(beyond, 1);
	const abort = new AbortController();
	const rejection = rejectionOf(aborted.add(MB, abort.signal) as Promise<void>);
	const waiting = grows(other, 1);
	const reason = new Error('cancelled');
	abort.abort(reason);
	expect(await rejection).toBe(reason);
	expect(await rejectionOf(aborted.add(MB, abort.signal) as Promise<void>)).toBe(reason);
	aborted.giveBack();
	beyond.giveBack();
	await waiting;
});

test('a file that is given up while it waits no longer takes memory', async () => {
	const [, beyond, givenUp] = [await fileWith(100), await fileWith(0), await fileWith(0)];
	await grows(beyond, 1);
	const waiting = grows(givenUp, 1);
	givenUp.giveBack();
	await waiting;
	beyond.giveBack();
	expect(givenUp.held).toBe(0);
});

test('all memory is free again when every file is stored', async () => {
	const files = [await fileWith(40), await fileWith(60), await fileWith(80)];
	for (const file of files) file.giveBack();
	for (const file of files) file.giveBack();
	await fileWith(100);
	await fileWith(1);
	expect(await isPending(fileWith(1))).toBe(true);
});

test.each([
	[undefined, 100 * MB, undefined],
	[undefined, 100 * MB + 1, 'does not announce the size'],
	[4_096 * MB, 1, undefined],
	[4_096 * MB + 1, 1, 'announces 4096 MB'],
	[9e14, 1, 'announces 858306885 MB'],
])('a file announced as %p of which %d bytes arrived is refused: %p', (length, bytes, words) => {
	const add = (): unknown => budget.share(length).add(bytes, stop.signal);
	if (words === undefined) expect(add).not.toThrow();
	else {
		const message = expect.stringContaining(words) as string;
		expect(add).toThrow(expect.objectContaining({ code: 'fileTooLarge', message }));
	}
});

test('bytes that arrive after a file was given up are not counted: nobody would give them back', async () => {
	const gone = await fileWith(10);
	gone.giveBack();
	expect(gone.add(90 * MB, stop.signal)).toBeUndefined();
	expect(gone.held).toBe(0);
	const [one, other] = [await fileWith(50), await fileWith(50)];
	expect([one.held, other.held]).toEqual([50 * MB, 50 * MB]);
	expect(await isPending(grows(await fileWith(0), 1))).toBe(false);
	expect(await isPending(grows(one, 1))).toBe(true);
});
