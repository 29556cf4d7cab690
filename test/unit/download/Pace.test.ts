import { Pace } from '../../../nodes/NotionFiles/download/Pace';

const MIB = 1024 * 1024;
const MUCH = 100 * MIB;

let [time, busyness]: [number, number] = [0, 0];
let pace: Pace;

beforeEach(() => {
	[time, busyness] = [0, 0];
	pace = new Pace({ now: () => time, busyness: () => busyness });
});

/** A mebibyte that takes the host so long, and the store behind us. */
function mebibyte(ms: number, storeMs = 0): void {
	time += ms;
	pace.arrived(MIB);
	time += storeMs;
	pace.asked();
}

test('a host is slow that was so for three stretches in a row', () => {
	mebibyte(200);
	mebibyte(200);
	expect(pace.isSlowFor(MUCH)).toBe(false);
	mebibyte(200);
	expect(pace.isSlowFor(MUCH)).toBe(true);
});

test('what would come within a second is not worth more connections', () => {
	for (let n = 0; n < 3; n++) mebibyte(200);
	expect(pace.isSlowFor(5 * MIB)).toBe(true);
	expect(pace.isSlowFor(5 * MIB - 1)).toBe(false);
});

test('a host that falls silent once is not slow', () => {
	mebibyte(10_000);
	for (let n = 0; n < 100; n++) mebibyte(1);
	expect(pace.isSlowFor(MUCH)).toBe(false);
});

test('the time of the store is not that of the host', () => {
	for (let n = 0; n < 100; n++) mebibyte(1, 10_000);
	expect(pace.isSlowFor(MUCH)).toBe(false);
});

test('a busy machine says nothing about the host', () => {
	busyness = 0.71;
	for (let n = 0; n < 100; n++) mebibyte(200);
	expect(pace.isSlowFor(MUCH)).toBe(false);
});
