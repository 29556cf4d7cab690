import { randomUUID } from 'node:crypto';
import { NODE, runNotionFiles } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import {
	block,
	generatedContent,
	startSandbox,
	type Fault,
	type Page,
	type Sandbox,
} from '../sandbox';
import { leftovers } from './prove/leftovers';
import { runScene } from './prove/runScene';
import { leftAfterDeletion, namesIn, notWhole, outsideOfExecutions } from './prove/store';
import { timersLeftOver, timersUnderWay } from './prove/timers';
import type { Row } from './row';
import { whenAllAsked, whenSoManyAsked } from './scene/moments';
import { PLACES, type Place } from './scene/places';
import { contentRead } from './scene/reads';
import { buildScene, type Scene, type SceneOptions } from './scene/scene';
import { useSceneClocks } from './scene/SceneClock';
import { spoilIn } from './scene/spoil';

const GONE: Fault = { type: 'status', status: 404 };

/** Longer than anything waits by itself; the clock does not move. */
const TWO_MINUTES_MS = 120_000;

const others = PLACES.filter((place) => place !== 'cover');

const allAsked = async (scene: Scene, places: readonly Place[] = others) =>
	await whenAllAsked(scene, places, () => {});

interface Trouble {
	scene?: SceneOptions;
	/** Lets all but the cover meet it, and resolves when they have. */
	begin: (scene: Scene) => Promise<void>;
}

const spoilt = (fault: Fault): Trouble => ({
	begin: async (scene) => {
		spoilIn(scene, fault, { places: others, times: 'forever' });
		await allAsked(scene);
	},
});

const read = (fault: Fault, begun: (scene: Scene) => Promise<void>): Trouble => ({
	begin: async (scene) => {
		const path = contentRead(scene);
		scene.sandbox.faults.add({ on: { server: 'api', path }, fault });
		await begun(scene);
	},
});

describe('The file that stops the run ends everything in progress at once', () => {
	useSceneClocks();

	// Anything that is not ended delays the run for a minute or forever, and the test times out.
	test.each<[string, Trouble]>([
		[
			'downloads that wait as long as their host has asked for',
			{
				begin: async (scene) => {
					const fault = { type: 'status', status: 503, headers: { 'retry-after': '120' } } as const;
					spoilIn(scene, fault, { places: others, times: 'forever' });
					await scene.clock.waitsBegun(others.length, TWO_MINUTES_MS);
				},
			},
		],
		['downloads whose host is silent before the head', spoilt({ type: 'stall', at: 'headers' })],
		['downloads whose host is silent in mid-file', spoilt({ type: 'stall', at: 'middle' })],
		[
			'downloads to whose host no connection comes about',
			{
				scene: { doors: true, deaf: ['external'] },
				begin: async (scene) =>
					await allAsked(
						scene,
						others.filter((place) => place !== 'external'),
					),
			},
		],
		['downloads that are slow', spoilt({ type: 'slow', bytesPerSecond: 500 })],
		[
			'a read that Notion does not answer',
			read({ type: 'stall', at: 'headers' }, async (scene) => {
				const moment = { server: 'api', url: contentRead(scene) } as const;
				await whenSoManyAsked(scene.sandbox, moment, 1);
			}),
		],
		[
			'a read that waits for Notion’s request limit',
			read(
				{ type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 120 },
				async ({ clock }) => await clock.waitsBegun(1, TWO_MINUTES_MS),
			),
		],
	])('%s', async (_, trouble) => {
		const scene = await buildScene(trouble.scene);
		scene.clock.holdWaits();
		const until = trouble.begin(scene);
		spoilIn(scene, [{ type: 'hold', until }, GONE], { places: ['cover'] });
		const timers = timersUnderWay();
		const row: Row = { name: '', provoke: () => {}, expect: { files: 'missing' } };
		const ran = await runScene(scene, row, 'stopWorkflow');
		expect(ran.result.error?.message).toMatch(/^“cover.png” from /);
		expect(await timersLeftOver(timers)).toBe(0);
		expect(scene.clock.waitsUnderWay).toBe(0);
		expect(await leftovers(scene, ran)).toEqual([]);
		expect(await leftAfterDeletion(ran.executionId)).toEqual([]);
		await scene.close();
	});
});

describe('Of many files', () => {
	const MANY = Array.from({ length: 80 }, (_, index) => index);

	const AT_ONCE = 4;

	const contents = MANY.map((index) => generatedContent(9000, index));

	let sandbox: Sandbox;
	let page: Page;
	let paths: string[];

	beforeEach(async () => {
		sandbox = await startSandbox({ token: 'ntn_faults_stop_of_many' });
		const uploads = contents.map((content, index) =>
			sandbox.workspace.upload({ name: `${index}.bin`, content }),
		);
		paths = uploads.map(({ path }) => path);
		const children = uploads.map((upload) => block.file(upload));
		page = sandbox.workspace.addPage({ title: 'Many', children });
	});

	afterEach(async () => await sandbox.close());

	async function run() {
		const executionId = `faults-${randomUUID()}`;
		const result = await runNotionFiles(
			sandbox,
			{
				operation: 'getPageFiles',
				pageId: locator('id', page.id),
				options: { downloadsAtOnce: AT_ONCE },
			},
			{ executionId },
		);
		return { result, executionId };
	}

	test('after the file that stops the run, none of those that wait for their turn is started', async () => {
		const target = (index: number) => ({ server: 'storage', path: paths[index] ?? '' }) as const;
		[0, 1, 2].forEach((index) =>
			sandbox.faults.add({ on: target(index), fault: { type: 'stall', at: 'middle' } }),
		);
		const until = whenSoManyAsked(sandbox, { server: 'storage' }, AT_ONCE);
		const gone = { type: 'status', status: 404 } as const;
		sandbox.faults.add({ on: target(3), fault: [{ type: 'hold', until }, gone] });

		const { result, executionId } = await run();
		expect(result.error?.message).toMatch(/^“3.bin” from /);
		expect(sandbox.requestsTo('storage')).toHaveLength(AT_ONCE);
		// Three were in progress, and nothing of them is left.
		expect(namesIn(executionId)).toEqual([]);
		expect(outsideOfExecutions()).toEqual([]);
	});

	test('files that were complete before stay complete, in the location of their execution, which n8n deletes', async () => {
		const fault = { type: 'status', status: 404 } as const;
		sandbox.faults.add({ on: { server: 'storage', path: paths[50] }, fault });

		const { result, executionId } = await run();
		expect(result.error?.message).toMatch(/^“50.bin” from /);
		expect(result.items(NODE)).toEqual([]);
		const requests = sandbox.requestsTo('storage');
		const failed = requests.findIndex(({ status }) => status === 404);
		// While its answer is on the way, each of the others may end and start one more.
		expect(requests.length - failed).toBeLessThanOrEqual(2 * AT_ONCE);
		const stored = namesIn(executionId).filter((name) => !name.includes('.')).length;
		expect(stored).toBeGreaterThanOrEqual(50 - AT_ONCE);
		expect(stored).toBeLessThan(requests.length);
		expect(notWhole(executionId, contents)).toEqual([]);
		expect(outsideOfExecutions()).toEqual([]);
		expect(await leftAfterDeletion(executionId)).toEqual([]);
	});
});
