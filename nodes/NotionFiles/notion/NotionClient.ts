import { setTimeout as wait } from 'node:timers/promises';
import { NotionFilesError } from '../errors';
import type { Json } from '../json';
import { judge, type Judged } from './answer';
import { next } from './retryPolicy';
import type { TokenGate } from './TokenGate';
import type { NotionAnswer, NotionRequest, SendToNotion } from './exchange';

/** Asks Notion, patiently: the one place where requests are repeated and given up. */
export class NotionClient {
	constructor(
		private readonly send: SendToNotion,
		private readonly gate: TokenGate,
		private readonly signal: AbortSignal | undefined,
	) {}

	/**
	 * @param subject what is asked for, as it reads in a sentence: “the page 4c1f…”
	 * @throws NotionFilesError when there is no good answer and no sense in going on
	 */
	async ask(request: NotionRequest, subject: string): Promise<Json> {
		for (let attempt = 1; ; attempt++) {
			const sending = async (): Promise<NotionAnswer> => await this.send(request);
			const judged = judge(await this.gate.pass(sending, this.signal), subject);
			if (judged.kind === 'good') return judged.body;
			this.signal?.throwIfAborted();
			await this.waitOrGiveUp(judged, attempt);
		}
	}

	private async waitOrGiveUp(
		judged: Exclude<Judged, { kind: 'good' }>,
		attempt: number,
	): Promise<void> {
		const decision = next(judged, attempt, Math.random());
		if (decision.kind === 'giveUp') {
			throw decision.tooLong === undefined
				? judged.error
				: waitTooLong(judged.error, decision.tooLong);
		}
		if (decision.closesGate) this.gate.close(decision.ms);
		else await wait(decision.ms, undefined, { signal: this.signal });
	}
}

function waitTooLong(error: NotionFilesError, ms: number): NotionFilesError {
	const minutes = Math.ceil(ms / 60_000);
	return new NotionFilesError({
		code: 'rateLimited',
		message: `${error.message}: Notion asks to come back in ${minutes} minutes`,
		remedy: 'Other tools in the workspace may use up its shared limit. Run the workflow later.',
		notionMessage: error.notionMessage,
		httpStatus: error.httpStatus,
	});
}
