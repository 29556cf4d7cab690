import { type Sandbox } from '../../sandbox';

export type Json = Record<string, unknown>;

/** Any part of an answer, reached by its path: `cover.file.url`. */
export function at<Value = string>(json: unknown, path: string): Value {
	const value = path
		.split('.')
		.reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], json);
	return value as Value;
}

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Json;
}

/** Asks the sandbox's API as a well-behaved client does, except for what `headers` says. */
export async function ask(
	sandbox: Sandbox,
	path: string,
	{ body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
	const answer = await fetch(`${sandbox.apiBaseUrl}${path}`, {
		method: body === undefined ? 'GET' : 'POST',
		headers: {
			authorization: `Bearer ${sandbox.token}`,
			'notion-version': '2026-03-11',
			...headers,
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json };
}

/** All results of a listing, page by page. */
export async function askAll(sandbox: Sandbox, path: string): Promise<Json[]> {
	const results: Json[] = [];
	let cursor: string | null = null;
	do {
		const mark = path.includes('?') ? '&' : '?';
		const { body }: Answer = await ask(
			sandbox,
			cursor === null ? path : `${path}${mark}start_cursor=${cursor}`,
		);
		results.push(...at<Json[]>(body, 'results'));
		cursor = at<string | null>(body, 'next_cursor');
	} while (cursor !== null);
	return results;
}

/** A fresh link to the only upload on a page of its own. */
export async function coverLink(sandbox: Sandbox, pageId: string): Promise<string> {
	return at(await ask(sandbox, `/v1/pages/${pageId}`), 'body.cover.file.url');
}
