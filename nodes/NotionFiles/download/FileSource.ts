import { setTimeout as wait } from 'node:timers/promises';
import type { FreshLinks } from '../files/FreshLinks';
import type { FileLink, NotionFile } from '../files/NotionFile';
import { announcedChecksum, type Checksum } from './checksums';
import type { FileHosts, HostAnswer } from './FileHosts';
import {
	corrupt,
	endedEarly,
	judgeBreak,
	judgeRefusal,
	notContinuable,
	type Host,
	type Obstacle,
} from './obstacles';
import { nextStep, type Effort } from './retryPolicy';
import { continues, rangeFrom, versionOf, type Version } from './Version';

/** A link to bytes on some host. */
export type RemoteLink = Exclude<FileLink, { kind: 'data' }>;

export interface SourceOptions {
	hosts: FileHosts;
	links: FreshLinks;
	/** How often to try again without progress in between. */
	retries: number;
	signal: AbortSignal;
}

/** The download cannot be continued; what was stored of it is worthless, a new one may succeed. */
export class StartAnew extends Error {}

/** With so much the host has shown that it works: failures count from the beginning. */
const REAL_PROGRESS_BYTES = 256 * 1024;

/** A link with less than this left is renewed before it is used. */
const EXPIRY_MARGIN_MS = 60_000;

/** A refusal says in its first lines what is wrong; nobody reads a megabyte of it. */
const REFUSAL_BYTES = 4096;

/** Which part of the file a connection is to bring. */
type Part = { kind: 'all' } | { kind: 'rest'; version: Version; from: number };

type Tried = Obstacle | { kind: 'answer'; answer: HostAnswer };

/**
 * One file's bytes, over as many connections as it takes. A connection that breaks is continued at the
 * byte where it stopped, with a renewed link where the old one has died, and only while the host still
 * has the very same version.
 */
export class FileSource {
	private received = 0;

	private receivedSinceFailure = 0;

	private current: HostAnswer | undefined;

	constructor(
		private readonly file: NotionFile,
		private link: RemoteLink,
		private readonly effort: Effort,
		private readonly options: SourceOptions,
	) {}

	/** The first answer that has the file; `bytes` reads its body. */
	async open(): Promise<HostAnswer> {
		const { link } = this;
		if (link.kind === 'signed' && isDying(link.expiryTime)) await this.renew();
		return await this.connect({ kind: 'all' });
	}

	/** @throws StartAnew, or NotionFilesError when nothing more can be tried */
	async *bytes(opened: HostAnswer): AsyncGenerator<Uint8Array, void, undefined> {
		const version = versionOf(opened, this.link.kind === 'signed');
		const checksum = announcedChecksum(opened.header);
		for (let answer = opened; ; answer = await this.connect(this.rest(version))) {
			const obstacle = yield* this.readOut(answer, version, checksum);
			if (obstacle === undefined) return;
			await this.overcome(obstacle);
		}
	}

	/** Gives the connection up; does nothing where the body was read to its end. */
	cancel(): void {
		this.current?.discard();
	}

	/** Returns what stands in the way of the rest; undefined when all is there. */
	private async *readOut(
		answer: HostAnswer,
		version: Version,
		checksum: Checksum | undefined,
	): AsyncGenerator<Uint8Array, Obstacle | undefined, undefined> {
		try {
			for await (const chunk of answer.body) {
				this.count(chunk.length);
				checksum?.update(chunk);
				yield chunk;
			}
		} catch (thrown) {
			this.options.signal.throwIfAborted();
			return version.resumable || this.received === 0
				? judgeBreak(thrown, this.host)
				: notContinuable(this.host);
		}
		const missing = (version.length ?? this.received) - this.received;
		if (missing > 0) return endedEarly(this.received, missing, this.host);
		return missing < 0 || checksum?.matches() === false ? corrupt(this.host) : undefined;
	}

	private rest(version: Version): Part {
		const from = this.received;
		return from === 0 ? { kind: 'all' } : { kind: 'rest', version, from };
	}

	/** An answer whose body holds exactly the part that is asked for. */
	private async connect(part: Part): Promise<HostAnswer> {
		for (;;) {
			const tried = await this.tryOnce(part);
			if (tried.kind === 'answer') return tried.answer;
			await this.overcome(tried);
		}
	}

	private async tryOnce(part: Part): Promise<Tried> {
		const { hosts, signal } = this.options;
		const { url } = this.link;
		const trusted = this.link.kind === 'signed' && this.link.trusted;
		const headers = part.kind === 'all' ? {} : rangeFrom(part.from, part.version);
		try {
			const answer = await hosts.get({ url, trusted, headers, signal });
			this.current = answer;
			const good =
				part.kind === 'all' ? answer.status === 200 : continues(answer, part.version, part.from);
			if (good) return { kind: 'answer', answer };
			return judgeRefusal(answer, this.host, part.kind, await firstWords(answer));
		} catch (thrown) {
			signal.throwIfAborted();
			return judgeBreak(thrown, this.host);
		}
	}

	/** Does what helps against the obstacle, or throws. */
	private async overcome(obstacle: Obstacle): Promise<void> {
		const { retries, signal } = this.options;
		this.receivedSinceFailure = 0;
		const step = nextStep(obstacle, this.effort, retries, Math.random());
		switch (step.kind) {
			case 'giveUp':
				throw obstacle.error;
			case 'restart':
				this.effort.restarts += 1;
				throw new StartAnew(obstacle.error.message);
			case 'renew':
				this.effort.renewals += 1;
				return await this.renew();
			case 'wait':
				this.effort.failures += 1;
				this.effort.waitedMs += step.ms;
				await wait(step.ms, undefined, { signal });
		}
	}

	private async renew(): Promise<void> {
		const renewed = await this.options.links.renew(this.file, this.link);
		if (renewed.kind !== 'data') this.link = renewed;
	}

	private count(bytes: number): void {
		this.received += bytes;
		this.receivedSinceFailure += bytes;
		if (this.receivedSinceFailure < REAL_PROGRESS_BYTES) return;
		this.effort.failures = 0;
		this.effort.renewals = 0;
	}

	private get host(): Host {
		return { name: new URL(this.link.url).host, signed: this.link.kind === 'signed' };
	}
}

function isDying(expiryTime: string | undefined): boolean {
	return expiryTime !== undefined && Date.parse(expiryTime) - Date.now() < EXPIRY_MARGIN_MS;
}

async function firstWords(answer: HostAnswer): Promise<string> {
	let words = '';
	try {
		for await (const chunk of answer.body) {
			words += Buffer.from(chunk).toString('latin1');
			if (words.length >= REFUSAL_BYTES) break;
		}
	} catch {
		// A refusal that breaks off is a refusal all the same: the status says enough.
	}
	answer.discard();
	return words;
}
