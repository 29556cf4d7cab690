import { asObject } from '../json';
import type { NotionAnswer, NotionRequest, SendToNotion } from './exchange';

/** How to treat a 401: as an answer like any other, or as n8n's cue to get a new access token. */
export type On401 = 'answer' | 'renew';

type Send = (request: NotionRequest, on401: On401) => Promise<NotionAnswer>;

/** Renewals in this process by the key of their connection: several runs may use one credential. */
const underWay = new Map<string, Promise<NotionAnswer>>();

/**
 * Sends with an access token that expires. Of all requests that find it expired, only one makes n8n get
 * the next token; the others wait for it. A refresh token works only once, and n8n before 2.41 would use it
 * for every one of them.
 */
export function renewingAccess(send: Send, connectionKey: string): SendToNotion {
	return async (request) => {
		const answer = await send(request, 'answer');
		if (!isRefused(answer)) return answer;
		const other = underWay.get(connectionKey);
		if (other === undefined) return await renew(request);
		const theirs = await other;
		return isRenewed(theirs) ? await send(request, 'renew') : theirs;
	};

	async function renew(request: NotionRequest): Promise<NotionAnswer> {
		const renewal = send(request, 'renew').finally(() => underWay.delete(connectionKey));
		underWay.set(connectionKey, renewal);
		return await renewal;
	}
}

function isRefused(answer: NotionAnswer): boolean {
	return answer.kind === 'answered' && answer.status === 401;
}

/** Whether a renewal led to an answer; any other result applies to all that wait for it. */
function isRenewed(answer: NotionAnswer): boolean {
	if (answer.kind !== 'answered') return false;
	return answer.status < 500 && answer.status !== 401 && answer.status !== 429;
}

/** How n8n says that a credential has no token to sign a request with, and cannot get one. */
const NO_ACCESS =
	/OAuth credentials not connected|needs to be reconnected|no refresh token|refreshToken is required|without access token/i;

/** Whether n8n could not send at all, because the credential was never connected or no longer is. */
export function hasNoAccess(thrown: unknown): boolean {
	for (let error = asObject(thrown), depth = 0; depth < 5; depth++, error = asObject(error.cause)) {
		// From n8n's OAuth client if the token endpoint refuses. n8n's own errors have it as their status.
		if (error.code === 'EAUTH' || error.httpCode === 'EAUTH') return true;
		if (NO_ACCESS.test(String(error.message))) return true;
	}
	return false;
}
