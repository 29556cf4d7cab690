import type { INodeParameters } from 'n8n-workflow';
import type { ErrorCode } from '../../nodes/NotionFiles/errors';
import type { ServerName } from '../sandbox';
import type { Place } from './scene/places';
import type { Scene, SceneOptions } from './scene/scene';
import type { Provoke } from './scene/spoil';

/** One error that names its subject. */
export interface Failure {
	code: ErrorCode;
	httpStatus?: number;
	/** A part of its message. */
	says?: RegExp;
}

/** What happens to a file: its exact bytes arrive, one error says why not, or it is not found at all. */
export type Outcome = 'whole' | 'missing' | Failure;

export interface Expectation {
	/** Of every file, unless `at` says otherwise. */
	files: Outcome;
	at?: Partial<Record<Place, Outcome>>;
	/** Errors about something that could not be read, and so not about a particular file. */
	also?: readonly Failure[];
}

/** How many times something was requested in the whole run. */
export interface Count {
	server: ServerName;
	/** A part of path and query; without it, every request counts. */
	url?: string | RegExp | ((scene: Scene) => string | RegExp);
	range?: boolean;
	/** The status of the answer. */
	status?: number;
	exactly?: number;
	atLeast?: number;
	atMost?: number;
}

/** Something that goes wrong, and what happens then. */
export interface Row {
	/** As a sentence without a full stop. */
	name: string;
	scene?: SceneOptions;
	provoke: Provoke;
	expect: Expectation;
	/** The node's options besides those that every row has. */
	options?: INodeParameters;
	filters?: INodeParameters;
	/** The node's hints; none by default. */
	hints?: readonly RegExp[];
	credential?: (scene: Scene) => { apiBaseUrl?: string; allowPrivateNetworkDownloads?: boolean };
	counts?: readonly Count[];
	/** Connections that came to a door, let in or not. */
	arrivals?: Partial<Record<ServerName, number | { atMost: number }>>;
	/** The longest wait between two attempts, in milliseconds by the node's own clock. */
	longestWait?: number | { moreThan: number; atMost: number };
	/** Some faults may remain unused if the node gives up before it meets them all. */
	leavesFaults?: boolean;
}

/** Rows about one kind of failure. */
export interface Table {
	title: string;
	/** If rows are too much work to run many at once. */
	rowsAtOnce?: number;
	/** Then its rows do not wait for over a minute until a call to it fails. */
	notionIsSilent?: true;
	rows: readonly Row[];
}

export const whole: Expectation = { files: 'whole' };

/** Every file ends in this error. */
export function failing(code: ErrorCode, more: Omit<Failure, 'code'> = {}): Expectation {
	return { files: { code, ...more } };
}

/** The same outcome at several places. */
export function at(places: readonly Place[], outcome: Outcome): Partial<Record<Place, Outcome>> {
	return Object.fromEntries(places.map((place) => [place, outcome]));
}

/** Whether anything is expected to fail. */
export function expectsFailure({ files, at: places = {}, also = [] }: Expectation): boolean {
	return also.length > 0 || [files, ...Object.values(places)].some(isFailure);
}

/** By the codes of its errors, those of files apart from others. */
export function wayToFail({ files, at: places = {}, also = [] }: Expectation): string {
	const codes = (outcomes: readonly Outcome[]) =>
		[...new Set(outcomes.filter(isFailure).map(({ code }) => code))].sort().join();
	return `${codes([files, ...Object.values(places)])};${codes(also)}`;
}

export function isFailure(outcome: Outcome): outcome is Failure {
	return typeof outcome === 'object';
}
