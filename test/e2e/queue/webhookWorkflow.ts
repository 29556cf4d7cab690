import type { INode } from 'n8n-workflow';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import type { WorkflowJson } from '../n8n/RestClient';
import { NOTION_FILES_API } from '../notionFiles';
import { until } from '../until';

const PATH = 'notion-files';

/** Webhook → Notion Files: a production execution for each call, with the page that it names. */
export function webhookWorkflow(credential: { id: string; name: string }): WorkflowJson {
	const { nodes, connections } = notionFilesWorkflow(
		{ pageId: locator('id', '={{ $json.body.page }}') },
		{ credentials: { [NOTION_FILES_API]: credential } },
	);
	const [trigger, ...others] = nodes as INode[];
	const webhook = {
		...(trigger as INode),
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: PATH,
		parameters: { httpMethod: 'POST', path: PATH, responseMode: 'onReceived', options: {} },
	};
	return { name: 'Files of the page that is asked for', nodes: [webhook, ...others], connections };
}

/** Resolves when n8n has accepted the call; it answers before it executes anything. */
export async function callWebhook(mainUrl: string, body: object): Promise<void> {
	await until('n8n knows the webhook', async () => {
		const response = await fetch(`${mainUrl}/webhook/${PATH}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		// n8n publishes workflows, and restarts their triggers after a restart, in the background.
		if (response.status === 404) return false;
		if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
		return true;
	});
}
