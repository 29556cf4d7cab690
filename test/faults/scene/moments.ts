import type { RecordedRequest, ServerName } from '../../sandbox';
import type { Scene } from './scene';

export interface Moment {
	server: ServerName;
	/** A part of path and query as sent, or an expression for it. */
	url?: string | RegExp;
	/** Whether a part of the file is asked for rather than the whole. */
	range?: boolean;
	/** Which of the requests that fit, counted from 1. */
	nth?: number;
}

/** Does something at the moment when a request arrives, before it is answered; once. */
export function whenAsked(scene: Scene, moment: Moment, act: () => void): void {
	const { journal } = scene.sandbox;
	const begin = journal.begin.bind(journal);
	const comes = once(moment, act);
	journal.begin = (request) => {
		begin(request);
		comes(request);
	};
}

/** Does something when a request has been answered; once. */
export function whenAnswered(scene: Scene, moment: Moment, act: () => void): void {
	const { journal } = scene.sandbox;
	const end = journal.end.bind(journal);
	const comes = once(moment, act);
	journal.end = (request) => {
		end(request);
		comes(request);
	};
}

export function fits(request: RecordedRequest, { server, url, range }: Moment): boolean {
	if (request.server !== server) return false;
	if (range !== undefined && range !== (request.headers.range !== undefined)) return false;
	if (url === undefined) return true;
	return url instanceof RegExp ? url.test(request.url) : request.url.includes(url);
}

function once(moment: Moment, act: () => void): (request: RecordedRequest) => void {
	let left = moment.nth ?? 1;
	return (request) => {
		if (left > 0 && fits(request, moment) && --left === 0) act();
	};
}
