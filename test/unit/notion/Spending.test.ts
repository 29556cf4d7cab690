import { Spending } from '../../../nodes/NotionFiles/notion/Spending';
import { turnClock } from '../../harness/turnClock';

const clock = turnClock();

function spent(requests: number): Spending {
	const spending = new Spending();
	for (let n = 0; n < requests; n++) spending.spend();
	return spending;
}

test.each([
	[0, 80],
	[100, 80],
	[101, 79],
	[160, 20],
	[171, 10],
	[180, 10],
	// This may be two windows of 180.
	[360, 10],
	// Only the larger limit allows this.
	[361, 80],
	[520, 80],
	[575, 25],
	[600, 10],
	[5_000, 10],
])('after %i requests in a minute, this many may be in progress: %i', (requests, atOnce) => {
	expect(spent(requests).atOnce(1)).toBe(atOnce);
});

test('simultaneous runs have ten requests in progress, in total', () => {
	expect(new Spending().atOnce(2)).toBe(10);
});

test('after a minute, everything is as at first', () => {
	const spending = spent(175);
	clock().advance(59_999);
	expect(spending.atOnce(1)).toBe(10);
	clock().advance(1);
	expect(spending.atOnce(1)).toBe(80);
	spending.spend();
	expect(spending.atOnce(1)).toBe(80);
});

test('a refusal is remembered for an hour', () => {
	const spending = new Spending();
	spending.refused();
	clock().advance(3_599_999);
	expect(spending.atOnce(1)).toBe(10);
	clock().advance(1);
	expect(spending.atOnce(1)).toBe(80);
});
