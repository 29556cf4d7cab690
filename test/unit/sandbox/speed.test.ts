import { TurnedClock } from '../../harness/turnClock';
import { generatedContent, sha256Of, startSandbox } from '../../sandbox';
import { Pacer, Pacers, type Speed } from '../../sandbox/http/pacer';
import { coverLink } from './support';

const KILOBYTES = 1000;

/** How long so many bytes take, in milliseconds, after those of earlier answers. */
async function took(pacer: Pacer, clock: TurnedClock, bytes = 200 * KILOBYTES): Promise<number> {
	const begun = clock.now();
	await pacer.begin();
	for (let left = bytes; left > 0;) {
		const step = Math.min(left, pacer.stepBytes);
		await pacer.pass(step);
		left -= step;
	}
	return clock.now() - begun;
}

test('a connection that is held to a speed takes as long as its bytes need', async () => {
	const clock = new TurnedClock();
	const pacer = new Pacer({ bytesPerSecond: 1000 * KILOBYTES, of: 'each' }, clock);
	expect(await took(pacer, clock)).toBeCloseTo(200);
	expect(await took(pacer, clock)).toBeCloseTo(200);
});

test('connections share the speed of a line, or have one each', () => {
	const [one, other] = [{}, {}];
	const pacers = new Pacers();
	const line: Speed = { bytesPerSecond: 1, of: 'all' };
	const each: Speed = { bytesPerSecond: 1, of: 'each' };
	expect(pacers.for(one, line)).toBe(pacers.for(other, line));
	expect(pacers.for(one, each)).not.toBe(pacers.for(other, each));
	expect(pacers.for(one, each)).toBe(pacers.for(one, each));
});

test('over a distance a connection begins slowly, and goes on as fast as it was', async () => {
	const clock = new TurnedClock();
	const roundTripMs = 40;
	const pacer = new Pacer({ bytesPerSecond: 1e9, of: 'each', roundTripMs }, clock);
	// 14, 28, 56, 112 kB in the first round trips, after the three that open the connection.
	const first = await took(pacer, clock);
	expect(first).toBeGreaterThan((3 + 3) * roundTripMs);
	const later = await took(pacer, clock);
	expect(later).toBeGreaterThan(roundTripMs);
	expect(later).toBeLessThan(first / 2);
});

test('a held connection brings every byte', async () => {
	const sandbox = await startSandbox();
	const content = generatedContent(200 * KILOBYTES, 'speed');
	const cover = sandbox.workspace.upload({ name: 'a.bin', content });
	const link = await coverLink(sandbox, sandbox.workspace.addPage({ title: 'P', cover }).id);
	sandbox.faults.add({
		on: { server: 'storage' },
		fault: { type: 'held', to: { bytesPerSecond: 20_000 * KILOBYTES, of: 'each' } },
	});
	const answer = await fetch(link);
	expect(sha256Of(Buffer.from(await answer.arrayBuffer()))).toBe(sha256Of(content));
	await sandbox.close();
});
