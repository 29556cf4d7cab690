import { setTimeout as wait } from 'node:timers/promises';
import { Sema } from 'async-sema';
import { NotionFilesError } from '../errors';
import type { Json } from '../json';
import { judge, type Judged } from './answer';
import type { Gate } from '../flow/Gate';
import { next } from './retryPolicy';
import type { NotionRequest, SendToNotion } from './transport';

/**
 * Requests under way at once. No fixed pacing: Notion's limit is a window that may be spent in a
 * burst, and the gate handles its end (facts/notion-api.md 4.1).
 */
const REQUESTS_AT_ONCE = 10;

/** Asks Notion, patiently: the one place where requests are bounded, repeated and given up. */
export class NotionClient {
	private readonly slots = new Sema(REQUESTS_AT_ONCE);

	constructor(
		private readonly send: SendToNotion,
		private readonly gate: Gate,
		private readonly signal: AbortSignal | undefined,
	) {}

	/**
	 * @param subject what is asked for, as it reads in a sentence: “the page 4c1f…”
	 * @throws NotionFilesError when there is no good answer and no sense in going on
	 */
	async ask(request: NotionRequest, subject: string): Promise<Json> {
		await this.slots.acquire();
		try {
			return await this.askUntilDecided(request, subject);
		} finally {
			this.slots.release();
		}
	}

	private async askUntilDecided(request: NotionRequest, subject: string): Promise<Json> {
		for (let attempt = 1; ; attempt++) {
			await this.gate.pass(this.signal);
			this.signal?.throwIfAborted();
			const judged = judge(await this.send(request), subject);
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
