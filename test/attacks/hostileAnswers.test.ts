import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { MemoryBudget } from '../../nodes/NotionFiles/download/MemoryBudget';
import { turnClock } from '../harness/turnClock';
import { Downloading, holdingStore, writingStore } from './downloading';
import { Dice, hostileAnswer, type HostileAnswer } from './hostileAnswers';
import { RawHost } from './rawHost';

/** More than a thousand in all. */
const SEEDS = Array.from({ length: 11 }, (_, n) => n + 1);
const FILES = 96;

turnClock();

const answers = new Map<string, HostileAnswer>();
const host = new RawHost((socket, { path }) => void follow(socket, answers.get(path)));

beforeAll(async () => await host.open());
afterAll(async () => await host.close());

async function follow(socket: Socket, answer: HostileAnswer | undefined): Promise<void> {
	for (const step of answer?.steps ?? []) {
		if (socket.destroyed) return;
		if (step.do === 'send') socket.write(step.bytes);
		else if (step.do === 'pause') await turn();
		else if (step.do === 'end') socket.end();
		else socket.resetAndDestroy();
	}
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Some answers never end, so every run is aborted: at once, in the middle, or when nothing moves anymore. */
async function run(seed: number): Promise<string[]> {
	const dice = new Dice(seed);
	const abort = new AbortController();
	const store = dice.oneOf([holdingStore, writingStore])(new MemoryBudget());
	const downloading = new Downloading({ store, signal: abort.signal, connections: FILES });
	const wrong: string[] = [];
	const downloads = Array.from({ length: FILES }, async (_, n) => {
		const path = `/${seed}/${n}`;
		const answer = hostileAnswer(dice);
		answers.set(path, answer);
		const download = await downloading.get(host.url(path));
		if (download.kind !== 'stored') return;
		const right = [answer.file, answer.body].map(sha256);
		const { sha256: told, stored } = download;
		if (told !== stored.sha256 || !right.includes(told)) wrong.push(`${path}: ${answer.name}`);
	});
	const settled = Promise.allSettled(downloads);
	for (let turns = dice.below(400); turns > 0; turns--) await turn();
	abort.abort(new Error('The run was cancelled'));
	await settled;
	await downloading.close();
	await host.deserted();
	for (const path of answers.keys()) answers.delete(path);
	if (store.open.size > 0) wrong.push(`${store.open.size} streams are open`);
	wrong.push(...store.left());
	store.close();
	return wrong;
}

test.each(SEEDS)(
	`${FILES} hostile answers, aborted at any moment, leave no wrong bytes, nothing open and nothing uncaught: %d`,
	async (seed) => expect(await run(seed)).toEqual([]),
);
