import type { IHttpRequestMethods } from 'n8n-workflow';

export interface NotionRequest {
	method: Extract<IHttpRequestMethods, 'GET' | 'POST'>;
	/** Below `/v1`, encoded, with its query. */
	path: string;
	body?: Record<string, unknown>;
}

/** A request that may ask for less where Notion cannot give so much. */
export interface ListRequest {
	/** Made anew for each attempt. */
	make(): NotionRequest;
	/** After an attempt that may have failed for the size of what it asked for. */
	askForLess(): void;
}

/** What came of one request: an answer of whatever status, or none at all. */
export type NotionAnswer =
	| { kind: 'answered'; status: number; headers: Record<string, unknown>; body: unknown }
	/** Never sent: the OAuth2 credential has no token, and there is none to be had. */
	| { kind: 'noAccess' }
	| { kind: 'unanswered'; cause: unknown };

export type SendToNotion = (request: NotionRequest) => Promise<NotionAnswer>;
