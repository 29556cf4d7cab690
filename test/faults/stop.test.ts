import type { Fault } from '../sandbox';
import { leftovers } from './prove/leftovers';
import { runScene } from './prove/runScene';
import { leftAfterDeletion } from './prove/store';
import { timersLeftOver, timersUnderWay } from './prove/timers';
import type { Row } from './row';
import { contentRead } from './scene/reads';
import { buildScene, type Scene } from './scene/scene';
import { spoilIn } from './scene/spoil';

/** Long enough that nobody would wait for it here. */
const TWO_MINUTES = '120';

const PROMPTLY_MS = 5_000;

const GONE: Fault = { type: 'status', status: 404 };

const others = ({ files }: Scene) =>
	files.map(({ place }) => place).filter((one) => one !== 'cover');

/** The cover fails for good a moment later, when all else is under way. */
function failCover(scene: Scene): void {
	spoilIn(scene, [{ type: 'delay', milliseconds: 400 }, GONE], { places: ['cover'] });
}

let scene: Scene;

beforeEach(async () => {
	scene = await buildScene({ doors: true, deaf: ['external'] });
});

afterEach(async () => await scene.close());

describe('The file that stops the run ends all that is under way at once', () => {
	test.each<[string, (scene: Scene) => void]>([
		[
			'downloads that wait as long as their host has asked for',
			(scene) => {
				const fault: Fault = {
					type: 'status',
					status: 503,
					headers: { 'retry-after': TWO_MINUTES },
				};
				spoilIn(scene, fault, { places: others(scene), times: 'forever' });
			},
		],
		[
			'downloads whose host is silent before the head',
			(scene) => spoilIn(scene, { type: 'stall', at: 'headers' }, { places: others(scene) }),
		],
		[
			'downloads whose host is silent in mid-file',
			(scene) => spoilIn(scene, { type: 'stall', at: 'middle' }, { places: others(scene) }),
		],
		['downloads to whose host no connection comes about', () => {}],
		[
			'downloads that are slow',
			(scene) => spoilIn(scene, { type: 'slow', bytesPerSecond: 500 }, { places: others(scene) }),
		],
		[
			'a read that Notion does not answer',
			(scene) =>
				scene.sandbox.faults.add({
					on: { server: 'api', path: contentRead(scene) },
					fault: { type: 'stall', at: 'headers' },
				}),
		],
		[
			'a read that waits for Notion’s request limit',
			(scene) =>
				scene.sandbox.faults.add({
					on: { server: 'api', path: contentRead(scene) },
					fault: { type: 'notionError', status: 429, code: 'rate_limited', retryAfter: 120 },
				}),
		],
	])('%s', async (_, delay) => {
		failCover(scene);
		delay(scene);
		const timers = timersUnderWay();
		const row: Row = { name: '', provoke: () => {}, expect: { files: 'missing' } };
		const ran = await runScene(scene, row, 'stopWorkflow');
		expect(ran.result.error?.message).toMatch(/^“cover.png” from /);
		expect(ran.took).toBeLessThan(PROMPTLY_MS);
		expect(await timersLeftOver(timers)).toBe(0);
		expect(await leftovers(scene, ran)).toEqual([]);
		expect(await leftAfterDeletion(ran.executionId)).toEqual([]);
	});
});
