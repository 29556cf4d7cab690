import type { IHttpRequestMethods } from 'n8n-workflow';

export interface NotionRequest {
	method: Extract<IHttpRequestMethods, 'GET' | 'POST'>;
	/** Below `/v1`, encoded, with its query. */
	path: string;
	body?: Record<string, unknown>;
}

/** A request that may ask for less if Notion cannot return that much. */
export interface ListRequest {
	/** Creates the request for each attempt. */
	make(): NotionRequest;
	/** Call it after an attempt that may have failed because it asked for too much. */
	askForLess(): void;
}

/** The result of one request: an answer with any status, or none at all. */
export type NotionAnswer =
	| { kind: 'answered'; status: number; headers: Record<string, unknown>; body: unknown }
	/** Never sent: the OAuth2 credential has no token and cannot get one. */
	| { kind: 'noAccess' }
	| { kind: 'unanswered'; cause: unknown };

export type SendToNotion = (request: NotionRequest) => Promise<NotionAnswer>;
