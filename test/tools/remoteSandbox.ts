import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PagePlan } from './pagePlan';
import type { Opened, Question, Tally } from './sandboxProcess';

/** A sandbox in another process: what is measured in this one is the node alone. */
export interface RemoteSandbox extends Opened {
	tally(): Promise<Tally>;
	close(): Promise<void>;
}

export async function startRemoteSandbox(pages: readonly PagePlan[]): Promise<RemoteSandbox> {
	const child = fork(join(__dirname, 'sandboxProcess.js'), { execArgv: [] });
	const ask = async (question: Question): Promise<unknown> => {
		child.send(question);
		const [answer] = (await once(child, 'message')) as [unknown];
		return answer;
	};
	const opened = (await ask({ kind: 'open', pages })) as Opened;
	return {
		...opened,
		tally: async () => (await ask({ kind: 'tally' })) as Tally,
		async close() {
			const exited = once(child, 'exit');
			child.disconnect();
			await exited;
		},
	};
}
