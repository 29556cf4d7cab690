import { onAnswer, onArrival, whenAsked as whenCounted } from '../../harness/moments';
import type { RecordedRequest, Sandbox, ServerName } from '../../sandbox';
import type { Place } from './places';
import type { Scene } from './scene';

export interface Moment {
	server: ServerName;
	/** A part of path and query as sent, or an expression for it. */
	url?: string | RegExp;
	/** Whether a part of the file is requested rather than the whole. */
	range?: boolean;
	/** Which of the matching requests, counted from 1. */
	nth?: number;
}

/** Does something at the moment when a request arrives, before it is answered; once. */
export function whenAsked(scene: Scene, moment: Moment, act: () => void): void {
	let left = moment.nth ?? 1;
	onArrival(scene.sandbox, (request) => {
		if (left > 0 && fits(request, moment) && --left === 0) act();
	});
}

/**
 * Does something when the files at all these places have been requested, once, and resolves then:
 * answers that are held until then are all on the same side of it.
 */
export async function whenAllAsked(
	scene: Scene,
	places: readonly Place[],
	act: () => void,
): Promise<void> {
	const missing = new Set(places.map((place) => scene.file(place).path));
	await new Promise<void>((resolve) => {
		onArrival(scene.sandbox, ({ path }) => {
			if (!missing.delete(path) || missing.size > 0) return;
			act();
			resolve();
		});
	});
}

/** Resolves when this many matching requests have arrived. */
export async function whenSoManyAsked(
	sandbox: Sandbox,
	moment: Omit<Moment, 'nth'>,
	count: number,
): Promise<void> {
	await whenCounted(sandbox, count, (request) => fits(request, moment));
}

/** Does something when a request has been answered; once. */
export function whenAnswered(scene: Scene, moment: Moment, act: () => void): void {
	let left = moment.nth ?? 1;
	onAnswer(scene.sandbox, (request) => {
		if (left > 0 && fits(request, moment) && --left === 0) act();
	});
}

export function fits(request: RecordedRequest, { server, url, range }: Moment): boolean {
	if (request.server !== server) return false;
	if (range !== undefined && range !== (request.headers.range !== undefined)) return false;
	if (url === undefined) return true;
	return url instanceof RegExp ? url.test(request.url) : request.url.includes(url);
}
