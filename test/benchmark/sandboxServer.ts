import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { type Counts, type Scene } from './case';
import { nextMessage } from './nextMessage';
import { type FromSandbox, type ToSandbox } from './sandboxProcess';

/** The sandbox of a case, in a process of its own. */
export class SandboxServer {
	private constructor(
		private readonly process: ChildProcess,
		readonly scene: Scene,
	) {}

	static async start(caseKey: string): Promise<SandboxServer> {
		const child = fork(join(__dirname, 'sandboxProcess.js'), [caseKey]);
		const answer = await answerOf(child);
		if (answer.kind !== 'ready') throw new Error(`The sandbox of case ${caseKey} did not start`);
		return new SandboxServer(child, answer.scene);
	}

	async startCounting(): Promise<void> {
		await this.ask('startCounting');
	}

	async counts(): Promise<Counts> {
		return await this.ask('count');
	}

	stop(): void {
		this.process.disconnect();
	}

	private async ask(message: ToSandbox): Promise<Counts> {
		const answer = answerOf(this.process);
		this.process.send(message);
		const { counts } = (await answer) as Extract<FromSandbox, { kind: 'counts' }>;
		return counts;
	}
}

async function answerOf(child: ChildProcess): Promise<FromSandbox> {
	return await nextMessage<FromSandbox>(child, 'The sandbox');
}
