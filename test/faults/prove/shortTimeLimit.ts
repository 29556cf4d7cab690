import { ClientRequest } from 'node:http';

/** As nodes/NotionFiles/notion/transport.ts sets it: nobody waits that long in a test. */
const LIMIT_MS = 70_000;

const SHORT_MS = 500;

const shortened = (ms: number | undefined): number | undefined => (ms === LIMIT_MS ? SHORT_MS : ms);

/**
 * Makes the clock that measures the time limit of a call to Notion run faster, and no other: n8n's
 * helper measures it with a timer while it connects, and with the socket's own from there on.
 */
export function shortenTimeLimit(): void {
	const { setTimeout } = globalThis;
	const ofRequest = Reflect.get(ClientRequest.prototype, 'setTimeout') as (
		this: ClientRequest,
		ms: number,
		act?: () => void,
	) => ClientRequest;
	beforeAll(() => {
		jest
			.spyOn(globalThis, 'setTimeout')
			.mockImplementation(((act: () => void, ms?: number, ...more: []) =>
				setTimeout(act, shortened(ms), ...more)) as typeof setTimeout);
		jest.spyOn(ClientRequest.prototype, 'setTimeout').mockImplementation(function (
			this: ClientRequest,
			ms,
			act,
		) {
			return ofRequest.call(this, shortened(ms) ?? 0, act);
		});
	});
	afterAll(() => jest.restoreAllMocks());
}
