import { serverNames } from '../../sandbox/http/exchange';
import type { Count, Row } from '../row';
import { fits } from '../scene/moments';
import type { Scene } from '../scene/scene';

/** What is wrong with the requests to the servers and the waits for them, in words. */
export function faultsOfRequests(scene: Scene, row: Row): string[] {
	return [
		...(row.counts ?? []).flatMap((count) => faultsOfCount(scene, count)),
		...faultsOfArrivals(scene, row),
		...faultsOfWaits(scene, row),
		...unlicensed(scene),
	];
}

function faultsOfCount(scene: Scene, count: Count): string[] {
	const { server, range, status, exactly } = count;
	const { atLeast = exactly ?? 0, atMost = exactly ?? Infinity } = count;
	const url = typeof count.url === 'function' ? count.url(scene) : count.url;
	const asked = scene.sandbox.requests.filter((one) => fits(one, { server, url, range }));
	const times = asked.filter((one) => status === undefined || one.status === status).length;
	if (times >= atLeast && times <= atMost) return [];
	const about = [url, range && 'of a range', status].filter(Boolean).map(String).join(' ');
	return [`${times} requests to ${server} ${about}`];
}

function faultsOfArrivals({ doors }: Scene, { arrivals = {} }: Row): string[] {
	return serverNames.flatMap((name) => {
		const [wanted, came] = [arrivals[name], doors?.[name].arrivals ?? 0];
		const isFine = typeof wanted === 'object' ? came <= wanted.atMost : came === wanted;
		return wanted === undefined || isFine ? [] : [`${came} connections to ${name}`];
	});
}

function faultsOfWaits({ clock }: Scene, { longestWait }: Row): string[] {
	if (longestWait === undefined) return [];
	const longest = Math.max(0, ...clock.waits);
	const { moreThan, atMost } =
		typeof longestWait === 'number'
			? { moreThan: longestWait - 1, atMost: longestWait }
			: longestWait;
	return longest > moreThan && longest <= atMost ? [] : [`the longest wait was ${longest} ms`];
}

/** Nobody but Notion gets the token; nobody gets a cookie, or anything but a GET: a query is a read, too. */
function unlicensed({ sandbox }: Scene): string[] {
	return sandbox.requests
		.filter(({ server, method, path, headers }) => {
			const token = server === 'api' ? undefined : headers.authorization;
			const isQuery = server === 'api' && method === 'POST' && path.endsWith('/query');
			return !(method === 'GET' || isQuery) || token !== undefined || headers.cookie !== undefined;
		})
		.map(({ server, method }) => `a ${method} to ${server} with credentials of ours`);
}
