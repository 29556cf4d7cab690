import { Pace } from '../../../nodes/NotionFiles/download/Pace';
import { turnStopwatch } from '../../harness/turnStopwatch';

const stopwatch = turnStopwatch();

const MIB = 1024 * 1024;

const stretches = (pace: Pace, count: number): void => {
	for (let stretch = 0; stretch < count; stretch++) {
		pace.asked();
		pace.arrived(MIB);
	}
};

test('a connection is slow once three stretches in a row were slow', () => {
	stopwatch().makeHostsSlow();
	const pace = new Pace();
	stretches(pace, 2);
	expect(pace.isSlowFor(100 * MIB)).toBe(false);
	stretches(pace, 1);
	expect(pace.isSlowFor(100 * MIB)).toBe(true);
});

test('a fast host is never slow', () => {
	const pace = new Pace();
	stretches(pace, 10);
	expect(pace.isSlowFor(1000 * MIB)).toBe(false);
});

test('what takes less than a second over one connection is not worth more', () => {
	stopwatch().makeHostsSlow();
	const pace = new Pace();
	// 100 ms for each MiB.
	stretches(pace, 3);
	expect(pace.isSlowFor(9 * MIB)).toBe(false);
	expect(pace.isSlowFor(10 * MIB)).toBe(true);
});

test('while the process is at other work, no host is to blame', () => {
	stopwatch().makeHostsSlow();
	stopwatch().makeLoopBusy(0.8);
	const pace = new Pace();
	stretches(pace, 5);
	expect(pace.isSlowFor(100 * MIB)).toBe(false);
	stopwatch().makeLoopBusy(0.5);
	stretches(pace, 3);
	expect(pace.isSlowFor(100 * MIB)).toBe(true);
	// One stretch at other work, and the count begins again.
	stopwatch().makeLoopBusy(0.8);
	stretches(pace, 1);
	expect(pace.isSlowFor(100 * MIB)).toBe(false);
});
