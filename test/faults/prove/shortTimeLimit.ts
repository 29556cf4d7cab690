import { ClientRequest } from 'node:http';

/** As nodes/NotionFiles/notion/transport.ts sets it: nobody waits that long in a test. */
const LIMIT_MS = 70_000;

/**
 * The limit in turns of the event loop, in place of milliseconds. Node and sandbox share this process, so
 * an answer takes its few dozen turns however slow the machine is, and half a second if nothing else
 * happens.
 */
const TURNS = 100;
const TURN_MS = 5;

/**
 * Shortens the time limit of a call to Notion, and no other: n8n's helper measures it with a timer while
 * it connects, and with the socket's own after that.
 */
export function shortenTimeLimit(): void {
	const { setTimeout, clearTimeout } = globalThis;
	const ofRequest = Reflect.get(ClientRequest.prototype, 'setTimeout') as (
		this: ClientRequest,
		ms: number,
		act?: () => void,
	) => ClientRequest;
	const cleared = new WeakSet<NodeJS.Timeout>();

	const afterTurns = (isOver: () => boolean, act: () => void, turns = TURNS): void => {
		if (isOver()) return;
		if (turns === 0) act();
		else setTimeout(() => afterTurns(isOver, act, turns - 1), TURN_MS);
	};

	beforeAll(() => {
		jest.spyOn(globalThis, 'setTimeout').mockImplementation(((
			act: () => void,
			ms?: number,
			...more: []
		) => {
			const timer = setTimeout(act, ms, ...more);
			if (ms !== LIMIT_MS) return timer;
			const end = (): void => {
				clearTimeout(timer);
				act();
			};
			afterTurns(() => cleared.has(timer), end);
			return timer;
		}) as typeof setTimeout);
		jest.spyOn(globalThis, 'clearTimeout').mockImplementation(((timer?: NodeJS.Timeout) => {
			if (typeof timer === 'object') cleared.add(timer);
			clearTimeout(timer);
		}) as typeof clearTimeout);
		jest.spyOn(ClientRequest.prototype, 'setTimeout').mockImplementation(function (
			this: ClientRequest,
			ms,
			act,
		) {
			if (ms === LIMIT_MS) {
				afterTurns(
					() => this.closed,
					() => this.emit('timeout'),
				);
			}
			return ofRequest.call(this, ms, act);
		});
	});
	afterAll(() => jest.restoreAllMocks());
}
