import { Agent, request } from 'undici';
import { generatedContent, type Sandbox, sha256Of, startSandbox, type Upload } from '../../sandbox';
import { type Speed } from '../../sandbox/http/pacer';
import { coverLink } from './support';

let sandbox: Sandbox;
let link: string;
let dispatcher: Agent | undefined;

const KILOBYTES = 1000;
const content = generatedContent(200 * KILOBYTES, 'speed');

/** What may go out at once after a pause, in milliseconds. */
const SLACK_MS = 25;

beforeEach(async () => {
	sandbox = await startSandbox();
	const upload: Upload = sandbox.workspace.upload({ name: 'a.bin', content });
	const page = sandbox.workspace.addPage({ title: 'P', cover: upload });
	link = await coverLink(sandbox, page.id);
});
afterEach(async () => {
	await dispatcher?.destroy();
	dispatcher = undefined;
	await sandbox.close();
});

function hold(to: Speed): void {
	sandbox.faults.add({ on: { server: 'storage' }, times: 'forever', fault: { type: 'held', to } });
}

/** So often at once, over a connection each that is kept for the next; the milliseconds that all took, and the bytes. */
async function get(times: number): Promise<{ ms: number; bodies: Buffer[] }> {
	dispatcher ??= new Agent({ connections: times });
	const begun = performance.now();
	const bodies = await Promise.all(
		Array.from({ length: times }, async () => {
			const { body } = await request(link, { dispatcher });
			return Buffer.from(await body.arrayBuffer());
		}),
	);
	return { ms: performance.now() - begun, bodies };
}

test('a connection that is held to a speed brings every byte, and none too early', async () => {
	hold({ bytesPerSecond: 1000 * KILOBYTES, of: 'each' });
	// The second comes over the same connection, begun while the server ends the first.
	for (let nth = 1; nth <= 2; nth++) {
		const { ms, bodies } = await get(1);
		expect(bodies.map(sha256Of)).toEqual([sha256Of(content)]);
		expect(ms).toBeGreaterThan(200 - SLACK_MS);
	}
});

test('connections share the speed of a line', async () => {
	hold({ bytesPerSecond: 1000 * KILOBYTES, of: 'all' });
	const { ms, bodies } = await get(3);
	expect(bodies.every((body) => sha256Of(body) === sha256Of(content))).toBe(true);
	expect(ms).toBeGreaterThan(600 - SLACK_MS);
});

test('over a distance a connection begins slowly, and goes on as fast as it was', async () => {
	const roundTripMs = 40;
	hold({ bytesPerSecond: 1e9, of: 'each', roundTripMs });
	const first = await get(1);
	// 14, 28, 56, 112 kB in the first round trips, after the three that open the connection.
	expect(first.ms).toBeGreaterThan((3 + 3) * roundTripMs - SLACK_MS);
	// Three, since a busy machine may hold up one.
	const later = [await get(1), await get(1), await get(1)];
	const best = Math.min(...later.map(({ ms }) => ms));
	expect(best).toBeGreaterThan(roundTripMs - SLACK_MS);
	expect(best).toBeLessThan(first.ms);
	expect(sandbox.connectionsSoFar('storage')).toBe(1);
	expect(later.flatMap(({ bodies }) => bodies.map(sha256Of))).toEqual(
		later.map(() => sha256Of(content)),
	);
});
