import type { FileLink } from '../files/NotionFile';
import type { HostAnswer, Span, Version } from './answerHead';

/** A link to bytes on some host. */
export type RemoteLink = Exclude<FileLink, { kind: 'data' }>;

/** What a connection should return: the file from its beginning, or a span of a version of it. */
export type Wanted = { kind: 'all' } | { kind: 'span'; version: Version; span: Span };

/** What a connection started with: when it fails, this tells whether the failure is a new one. */
export interface Attempt {
	link: RemoteLink;
	/** Failures of this download that had been counted by then. */
	failuresBefore: number;
}

export interface Connected {
	answer: HostAnswer;
	attempt: Attempt;
}
