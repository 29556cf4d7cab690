import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { type Contender, type Scene, type Work } from '../case';
import { type FromMeasured } from '../measured/measure';
import { type OurTask } from '../measured/ourNode';
import { nextMessage } from '../nextMessage';

const MEASURED = join(__dirname, '../measured');

/** A program of `measured/` that gets a task, in a fresh process for every run. */
export function inNode(name: string, program: string, task: unknown): Contender {
	return {
		name,
		missing: async () => undefined,
		run: async (scene, begin) => await runProgram(program, task, scene, begin),
	};
}

/** Our node with these parameters. */
export function ours(
	name: string,
	parameters: INodeParameters,
	{ of = 'ids', packageFolder = process.cwd() }: Partial<Omit<OurTask, 'parameters'>> = {},
): Contender {
	const task: OurTask = { packageFolder, parameters, of };
	return {
		...inNode(name, 'ourNode', task),
		from: (folder, otherName) => ours(otherName, parameters, { of, packageFolder: folder }),
	};
}

async function runProgram(
	program: string,
	task: unknown,
	scene: Scene,
	begin: () => Promise<void>,
): Promise<Work> {
	const { notionPort, authorityFile } = scene;
	const child = fork(join(MEASURED, `${program}.js`), {
		execArgv: ['--expose-gc', '--require', join(MEASURED, 'byTheDoor.js')],
		env: {
			...process.env,
			BENCH_NOTION_PORT: String(notionPort),
			NODE_EXTRA_CA_CERTS: authorityFile,
		},
	});
	try {
		child.send({ task, scene });
		await next(child, 'ready');
		await begin();
		child.send('go');
		const { work } = await next(child, 'done');
		await once(child, 'exit');
		return work;
	} finally {
		child.kill();
	}
}

async function next<Kind extends FromMeasured['kind']>(
	child: ChildProcess,
	kind: Kind,
): Promise<Extract<FromMeasured, { kind: Kind }>> {
	const message = await nextMessage<FromMeasured>(child, 'The measured process');
	if (message.kind !== kind)
		throw new Error(`The measured process is ${message.kind}, not ${kind}`);
	return message as Extract<FromMeasured, { kind: Kind }>;
}
