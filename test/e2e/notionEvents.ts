import { createHmac } from 'node:crypto';
import { until } from './until';

/** One request that n8n answered, and how. */
export interface Delivery {
	/** As it is sent; what is signed. */
	body: string;
	/** What `X-Notion-Signature` says, if it is sent at all. */
	signature?: string;
}

/** An event as Notion’s documentation of webhooks shows them. */
export function eventOf(type: string, page: { id: string }, id = 'b1f9a3c0'): string {
	// Indented, and with an escape that JSON.stringify would not write: the signature is over these bytes.
	return `{
  "id": "${id}", "timestamp": "2026-11-26T09:00:00.000Z", "workspace_name": "Acm\\u0065",
  "attempt_number": 1, "api_version": "2026-03-11", "type": "${type}",
  "entity": { "id": "${page.id}", "type": "page" },
  "data": { "parent": { "id": "c2", "type": "space" } }
}`;
}

export function signed(body: string, token: string): Delivery {
	return { body, signature: `sha256=${createHmac('sha256', token).update(body).digest('hex')}` };
}

/** Sends it as Notion does. @returns the status of n8n's answer */
export async function deliver(url: string, { body, signature }: Delivery): Promise<number> {
	return await until('n8n knows the webhook', async () => {
		const { status } = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(signature !== undefined && { 'x-notion-signature': signature }),
			},
			body,
		});
		// n8n publishes workflows in the background.
		return status !== 404 && status;
	});
}
