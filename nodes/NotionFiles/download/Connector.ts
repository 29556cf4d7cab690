import { setMaxListeners } from 'node:events';
import { clock } from '../flow/clock';
import { Gate } from '../flow/Gate';
import type { Log } from '../outward';
import type { FreshLinks } from './FreshLinks';
import { parseUrl } from '../files/links';
import { directForm } from '../files/viewers';
import type { FileLink, NotionFile } from '../files/NotionFile';
import type { HostAnswer } from './answerHead';
import type { FileHosts } from './FileHosts';
import { firstWords } from './hostLimits';
import { type Host, judgeBreak, judgeRefusal, notFromStorage, type Obstacle } from './obstacles';
import { type RetryState, nextStep } from './retryPolicy';
import { continues, isFromStorage, rangeOf } from './answerHead';
import type { Attempt, Connected, RemoteLink, Wanted } from './Attempt';

export interface DownloadOptions {
	hosts: FileHosts;
	links: FreshLinks;
	/** How many times to try again without progress in between. */
	retries: number;
	signal: AbortSignal;
	log: Log;
}

/** The download cannot be resumed: what was stored of it is worthless, but a new one may succeed. */
export class StartAnew extends Error {}

type Tried = Obstacle | { kind: 'answer'; answer: HostAnswer };

/** After this much the host has shown that it works: failures are counted from zero again. */
const REAL_PROGRESS_BYTES = 256 * 1024;

/** Created once: without a reason, every abort creates an error of its own, and every download aborts. */
const OVER = new Error('The download is over');

/** A link with less than this left is renewed before it is used. */
const EXPIRY_MARGIN_MS = 60_000;

/**
 * Connects to the host of a file, patiently: waits, renews the link or gives up, as the policy says.
 * All connections of one download share its link and its counts of failures and waits.
 */
export class Connector {
	private readonly stop = new AbortController();

	private receivedSinceFailure = 0;

	private renewing: Promise<void> | undefined;

	/** Closed after a failure, for all connections of this download. */
	private readonly gate = new Gate();

	private failuresCounted = 0;

	private restarting = false;

	constructor(
		private readonly file: NotionFile,
		private link: RemoteLink,
		private readonly state: RetryState,
		private readonly options: DownloadOptions,
	) {
		// One listener for each connection: that is many, but no leak.
		setMaxListeners(Infinity, this.stop.signal);
		if (options.signal.aborted) this.cancel();
		else options.signal.addEventListener('abort', this.cancel, { once: true });
	}

	/** An answer whose body is exactly what is wanted. @throws StartAnew or NotionFilesError */
	async connect(wanted: Wanted): Promise<Connected> {
		if (this.link.kind === 'signed' && isDying(this.link.expiryTime)) await this.renew();
		for (;;) {
			await this.gate.pass(this.signal);
			const attempt = this.attempt();
			const tried = await this.tryOnce(attempt.link, wanted);
			if (tried.kind === 'answer') return { answer: tried.answer, attempt };
			await this.overcome(tried, attempt);
		}
	}

	/**
	 * Does what helps against an obstacle that an attempt has met, or throws: StartAnew, or
	 * NotionFilesError to give up. Connections that fail together have met one obstacle, not many: what
	 * the first of them does about it helps all.
	 */
	async overcome(obstacle: Obstacle, attempt: Attempt): Promise<void> {
		this.signal.throwIfAborted();
		this.receivedSinceFailure = 0;
		if (this.restarting) throw new StartAnew(obstacle.error.message);
		if (obstacle.kind === 'expired' && (this.renewing || attempt.link !== this.link)) {
			return await this.renewing;
		}
		const isCounted = attempt.failuresBefore < this.failuresCounted;
		const state = isCounted ? { ...this.state, failures: 0 } : this.state;
		const step = nextStep(obstacle, state, this.options.retries, Math.random());
		const wait = 'ms' in step ? ` in ${Math.round(step.ms)} ms` : '';
		this.options.log(`“${this.file.name}”: ${obstacle.error.message}: ${step.kind}${wait}`);
		switch (step.kind) {
			case 'giveUp':
				throw obstacle.error;
			case 'restart':
				this.state.restarts += 1;
				this.restarting = true;
				this.state.waitedMs += step.ms;
				await clock.wait(step.ms, this.signal);
				throw new StartAnew(obstacle.error.message);
			case 'renew':
				this.state.renewals += 1;
				return await this.renew();
			case 'wait':
				this.state.waitedMs += this.gate.close(step.ms);
				if (isCounted) return;
				this.state.failures += 1;
				this.failuresCounted += 1;
		}
	}

	/** As of now. */
	attempt(): Attempt {
		return { link: this.link, failuresBefore: this.failuresCounted };
	}

	progress(bytes: number): void {
		this.receivedSinceFailure += bytes;
		if (this.receivedSinceFailure < REAL_PROGRESS_BYTES) return;
		this.state.failures = 0;
		this.state.renewals = 0;
	}

	/** Ends everything in progress; does nothing to connections that were read to their end. */
	readonly cancel = (): void => {
		this.options.signal.removeEventListener('abort', this.cancel);
		this.stop.abort(this.options.signal.reason ?? OVER);
	};

	get host(): Host {
		// A link that is not a URL at all is refused when it is opened, with its own error.
		const name = parseUrl(this.link.url)?.host ?? 'the link';
		return { name, signed: this.isSigned, direct: directForm(this.link.url) };
	}

	get isSigned(): boolean {
		return this.link.kind === 'signed';
	}

	/** The link in use: no longer the file's own once that was renewed. */
	get currentLink(): FileLink {
		return this.link;
	}

	/** Fires when the run ends, and when this download does. */
	get signal(): AbortSignal {
		return this.stop.signal;
	}

	/** How many connections may be added without taking any from other files. */
	get spareConnections(): number {
		return this.state.restarts > 0 ? 0 : this.options.hosts.spareConnections;
	}

	private async tryOnce(link: RemoteLink, wanted: Wanted): Promise<Tried> {
		const { signal } = this;
		const trusted = link.kind === 'signed' && link.trusted;
		const headers = wanted.kind === 'all' ? {} : rangeOf(wanted.span, wanted.version);
		try {
			const answer = await this.options.hosts.get({ url: link.url, trusted, headers, signal });
			const good =
				wanted.kind === 'all'
					? answer.status === 200
					: continues(answer, wanted.version, wanted.span);
			if (good && wanted.kind === 'all' && this.isSigned && !isFromStorage(answer)) {
				answer.discard();
				return notFromStorage(this.host);
			}
			if (good) return { kind: 'answer', answer };
			return judgeRefusal(answer, this.host, wanted.kind, await firstWords(answer));
		} catch (thrown) {
			signal.throwIfAborted();
			return judgeBreak(thrown, this.host);
		}
	}

	private async renew(): Promise<void> {
		this.renewing ??= this.options.links
			.renew(this.file, this.link)
			.then((fresh) => {
				if (fresh.kind !== 'data') this.link = fresh;
			})
			.finally(() => {
				this.renewing = undefined;
			});
		await this.renewing;
	}
}

function isDying(expiryTime: string | undefined): boolean {
	return expiryTime !== undefined && Date.parse(expiryTime) - Date.now() < EXPIRY_MARGIN_MS;
}
