import { NotionFilesError } from '../errors';
import { clock } from '../flow/clock';
import { withAddresses } from '../mentions';
import type { Log } from '../outward';
import { asText, type Json } from '../json';
import { judge } from './answer';
import type { ListRequest, NotionAnswer, NotionRequest, SendToNotion } from './exchange';
import { mayBeTooMuch, next } from './retryPolicy';
import type { InTurn, TokenGate } from './TokenGate';

/** The result of one attempt; `afterMs` is the client's own pause before the next. */
type Tried = { kind: 'good'; body: Json } | { kind: 'again'; afterMs: number };

/** Attempts by reason: waiting for the rate limit does not use up the attempts for temporary faults. */
type Attempts = Record<'passing' | 'limited', number>;

/** Whatever returns Notion's answers. */
export type NotionAnswers = Pick<NotionClient, 'ask'> & Partial<Pick<NotionClient, 'notionTime'>>;

/** Asks Notion, patiently: the only place where requests are retried and given up. */
export class NotionClient {
	private readonly inTurn: InTurn;

	private latestDate: number | undefined;

	constructor(
		private readonly send: SendToNotion,
		private readonly gate: TokenGate,
		private readonly signal: AbortSignal | undefined,
		private readonly log: Log = () => {},
	) {
		this.inTurn = gate.wayForRun();
	}

	/** The time by Notion's clock, or earlier: the latest that an answer was sent (docs/notion-api.md#time). */
	get notionTime(): number | undefined {
		return this.latestDate;
	}

	/**
	 * @param request for a list, it asks for less if Notion cannot return that much
	 * @param subject what is requested, as it reads in a sentence: “the page 4c1f…”
	 * @throws NotionFilesError if there is no good answer and trying again does not help
	 */
	async ask(request: NotionRequest | ListRequest, subject: string): Promise<Json> {
		const attempts: Attempts = { passing: 0, limited: 0 };
		for (;;) {
			const tried = await this.inTurn(
				async () => await this.tryOnce(request, subject, attempts),
				this.signal,
			);
			if (tried.kind === 'good') return tried.body;
			if (tried.afterMs > 0) await clock.wait(tried.afterMs, this.signal);
		}
	}

	/** Closes the gate while it still has its slot: whoever takes the slot next finds the gate closed. */
	private async tryOnce(
		request: NotionRequest | ListRequest,
		subject: string,
		attempts: Attempts,
	): Promise<Tried> {
		const isList = 'make' in request;
		const answer = await this.send(isList ? request.make() : request);
		this.learnTime(answer);
		const judged = judge(answer, subject);
		if (judged.kind === 'good') return judged;
		this.signal?.throwIfAborted();
		const attempt = judged.kind === 'final' ? 1 : ++attempts[judged.kind];
		const decision = next(judged, attempt, Math.random());
		if (decision.kind === 'giveUp') {
			throw decision.tooLong === undefined
				? judged.error
				: waitTooLong(judged.error, decision.tooLong);
		}
		if (isList && mayBeTooMuch(judged)) request.askForLess();
		this.log(
			`${withAddresses(judged.error.sentence)}: attempt ${attempts.passing + attempts.limited + 1} in ${Math.round(decision.ms)} ms`,
		);
		if (!decision.closesGate) return { kind: 'again', afterMs: decision.ms };
		this.gate.close(decision.ms);
		return { kind: 'again', afterMs: 0 };
	}

	private learnTime(answer: NotionAnswer): void {
		if (answer.kind !== 'answered') return;
		const date = Date.parse(asText(answer.headers.date) ?? '');
		if (date > (this.latestDate ?? 0)) this.latestDate = date;
	}
}

function waitTooLong(error: NotionFilesError, ms: number): NotionFilesError {
	const minutes = Math.ceil(ms / 60_000);
	return new NotionFilesError({
		code: 'rateLimited',
		message: `${error.sentence}: Notion asks to wait ${minutes} minutes`,
		remedy:
			'Other tools in the workspace may be using up its shared limit. Run the workflow later.',
		notionMessage: error.notionMessage,
		httpStatus: error.httpStatus,
	});
}
