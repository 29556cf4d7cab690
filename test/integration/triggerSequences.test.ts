import { watchStore } from '../harness/binaryStore';
import { names } from '../harness/notionFiles';
import { asked, turnTime } from '../harness/turnTime';
import { startSandbox, type Sandbox, type ServerName } from '../sandbox';
import { deferred } from '../unit/promises';
import { giveEachFileOnce, watchedDatabase } from './pollSequences';

/** What n8n goes through while the trigger runs in it: polls that overlap, fail, hang; kills, restarts. */

let sandbox: Sandbox;
const time = turnTime();
const { later, passes } = time;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.close());

describe('polls that overlap', () => {
	test('while the trigger learns what is there, only one of them looks', async () => {
		const { trigger, addRow } = watchedDatabase(sandbox);
		const both = [trigger.poll(), trigger.poll()];
		expect((await Promise.all(both)).flat()).toEqual([]);
		expect(sandbox.requests.filter(({ path }) => path.endsWith('/query'))).toHaveLength(1);
		addRow('new.pdf');
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
	});

	test('a manual one returns its sample while another is under way, and takes nothing from it', async () => {
		const { trigger, addRow } = watchedDatabase(sandbox);
		await trigger.activate();
		addRow('new.pdf');
		const release = holdAnswer(/new\.pdf/);
		const first = trigger.poll();
		await asked(sandbox, /new\.pdf/);
		expect(await trigger.byHand()).toHaveLength(3);
		release();
		expect(names(await first)).toEqual(['new.pdf']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('one of a version that was replaced holds the next one back no longer than it lasts', async () => {
		const { trigger, addRow } = watchedDatabase(sandbox);
		await trigger.activate();
		addRow('new.pdf');
		const release = holdAnswer(/new\.pdf/);
		const givenUp = trigger.poll();
		await asked(sandbox, /new\.pdf/);
		expect(await trigger.activate()).toEqual([]);
		release();
		expect(await givenUp).toEqual([]);
		expect(names(await trigger.poll())).toEqual(['new.pdf']);
	});

	test('one that never ends silences the trigger for the time of a poll, but not forever', async () => {
		const { trigger, addRow } = watchedDatabase(sandbox);
		await trigger.activate();
		addRow('first.pdf');
		const store = watchStore();
		const held = store.hold();
		const hanging = trigger.poll();
		await store.isAskedFor(1);
		addRow('second.pdf');
		expect(await trigger.poll()).toEqual([]);
		later();
		const next = trigger.poll();
		await store.isAskedFor(3);
		held.release();
		expect(names(await next)).toEqual(['first.pdf', 'second.pdf']);
		// It returns to an n8n that has given up on it, and must not make the trigger forget.
		await hanging;
		expect(await trigger.poll()).toEqual([]);
	});
});

test('an initial scan that the activation has no time for ends in a later poll, and starts over after a restart', async () => {
	const { trigger, addRow } = watchedDatabase(sandbox);
	const release = holdAnswer(/query/, 'api');
	const activation = trigger.activate();
	await asked(sandbox, /query/);
	passes(180_001);
	release();
	expect(await activation).toEqual([]);
	expect(await trigger.poll()).toEqual([]);
	addRow('before the restart.pdf');
	// n8n has not stored that the initial scan has ended.
	expect(await trigger.activate()).toEqual([]);
	addRow('after the restart.pdf');
	expect(names(await trigger.poll())).toEqual(['after the restart.pdf']);
	addRow('before the next restart.pdf');
	expect(names(await trigger.activate())).toEqual(['before the next restart.pdf']);
});

/** The next answer to a request for this path waits until it is released. */
function holdAnswer(path: RegExp, server: ServerName = 'storage'): () => void {
	const { promise, resolve } = deferred();
	sandbox.faults.add({ on: { server, path }, fault: { type: 'hold', until: promise } });
	return () => resolve();
}

test('whatever n8n and Notion go through, each file that is added is returned once', async () => {
	// `npm run test:soak` tries many more.
	await giveEachFileOnce(sandbox, time, { numRuns: 10, seed: 20_260_105 });
});
