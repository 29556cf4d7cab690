import { randomUUID } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	IConnections,
	INode,
	IWorkflowSettings,
} from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import { Execution, type ExecutionAnswer, type ExecutionSummary, hasEnded } from './Execution';

/** A workflow as n8n exports and imports it. */
export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface Workflow extends WorkflowJson {
	id: string;
	/** What is run by hand; `activeVersionId` is what runs on schedule. */
	versionId: string;
	active: boolean;
}

/** What a browser needs to be logged in, too. */
export interface Session {
	cookie: string;
	browserId: string;
}

export const OWNER = {
	email: 'ana@example.com',
	firstName: 'Ana',
	lastName: 'Müller',
	password: 'Handbook2026',
} as const;

/** The API that n8n's own editor uses; every path and body is that of n8n 2.41. */
export class RestClient {
	constructor(
		readonly url: string,
		readonly session: Session,
	) {}

	/** The first thing to do on a fresh n8n: creates its owner, and logs in. */
	static async setUpOwner(url: string): Promise<RestClient> {
		return await RestClient.enter(url, '/rest/owner/setup', OWNER);
	}

	/** Logs the owner in to an n8n that was restarted, or another one with the same database. */
	static async logIn(url: string): Promise<RestClient> {
		const { email: emailOrLdapLoginId, password } = OWNER;
		return await RestClient.enter(url, '/rest/login', { emailOrLdapLoginId, password });
	}

	private static async enter(url: string, path: string, body: unknown): Promise<RestClient> {
		const browserId = randomUUID();
		const client = new RestClient(url, { cookie: '', browserId });
		const response = await client.send('POST', path, body);
		const cookie = response.headers
			.getSetCookie()
			.map((line) => line.split(';')[0] ?? '')
			.find((pair) => pair.startsWith('n8n-auth='));
		if (cookie === undefined) throw new Error(`${path} gave no session`);
		return new RestClient(url, { cookie, browserId });
	}

	/** @returns the credential as a node refers to it */
	async createCredential(
		name: string,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<{ id: string; name: string }> {
		const made = await this.post<{ id: string }>('/rest/credentials', { name, type, data });
		return { id: made.id, name };
	}

	/** Gives the credential with this name and type these data, or creates it. */
	async saveCredential(
		name: string,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<{ id: string; name: string }> {
		const all =
			await this.get<Array<{ id: string; name: string; type: string }>>('/rest/credentials');
		const there = all.find((one) => one.name === name && one.type === type);
		if (there === undefined) return await this.createCredential(name, type, data);
		await this.json('PATCH', `/rest/credentials/${there.id}`, { name, type, data });
		return { id: there.id, name };
	}

	/** What the dialog shows when it is saved. */
	async testCredential(
		name: string,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.post('/rest/credentials/test', { credentials: { id: '', name, type, data } });
	}

	/** @returns the key for n8n's public API */
	async createApiKey(scopes: readonly string[]): Promise<string> {
		const body = { label: `key for ${scopes.join(', ')}`.slice(0, 50), scopes, expiresAt: null };
		return (await this.post<{ rawApiKey: string }>('/rest/api-keys', body)).rawApiKey;
	}

	async createWorkflow(json: WorkflowJson): Promise<Workflow> {
		const { name, nodes, connections, settings = {} } = json;
		return await this.post('/rest/workflows', { name, nodes, connections, settings });
	}

	/** Without their nodes. */
	async workflows(): Promise<Array<Pick<Workflow, 'id' | 'name'>>> {
		return await this.get('/rest/workflows');
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.get(`/rest/workflows/${id}`);
	}

	/** Gives the workflow these nodes; what is published stays as it is until it is activated again. */
	async saveNodes(id: string, nodes: INode[]): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.json('PATCH', `/rest/workflows/${id}`, { nodes, versionId });
	}

	/** Publishes the workflow as it is now; its triggers run from then on. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.post(`/rest/workflows/${id}/activate`, { versionId });
	}

	async deactivate(id: string): Promise<void> {
		await this.post(`/rest/workflows/${id}/deactivate`, {});
	}

	/** Executes the workflow by hand. @returns the execution's id */
	async run(workflowId: string, triggerName: string): Promise<string> {
		const path = `/rest/workflows/${workflowId}/run`;
		const body = { triggerToStartFrom: { name: triggerName } };
		const answer = await this.post<{ executionId?: string }>(path, body);
		if (answer.executionId !== undefined) return answer.executionId;
		throw new Error(`n8n did not execute the workflow: ${JSON.stringify(answer)}`);
	}

	async execution(id: string): Promise<Execution> {
		return new Execution(await this.get<ExecutionAnswer>(`/rest/executions/${id}`));
	}

	async waitForExecution(id: string, { timeoutMs = 120_000 } = {}): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.execution(id);
			if (hasEnded(execution.status)) return execution;
			if (Date.now() > deadline) {
				throw new Error(`Execution ${id} is ${execution.status} after ${timeoutMs / 1000} s`);
			}
			await sleep(200);
		}
	}

	/** The latest first, including those in progress; at most 100. */
	async executionsOf(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const path = `/rest/executions?limit=100&filter=${filter}`;
		const { results } = await this.get<{ results: ExecutionSummary[] }>(path);
		return results;
	}

	/** “Retry with original workflow”; resolves when that has ended. @returns the new execution's id */
	async retry(executionId: string): Promise<string> {
		const path = `/rest/executions/${executionId}/retry`;
		const { id } = await this.post<{ id: string }>(path, { loadWorkflow: false });
		return id;
	}

	/** For good, with all their files. */
	async deleteExecutions(ids: string[]): Promise<void> {
		await this.post('/rest/executions/delete', { ids });
	}

	/** The bytes of a binary field, by its `id`. */
	async download(binaryDataId: string): Promise<Buffer> {
		const id = encodeURIComponent(binaryDataId);
		const response = await this.send('GET', `/rest/binary-data?action=download&id=${id}`);
		return Buffer.from(await response.arrayBuffer());
	}

	async get<T>(path: string): Promise<T> {
		return await this.json('GET', path);
	}

	async post<T>(path: string, body: unknown): Promise<T> {
		return await this.json('POST', path, body);
	}

	private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.send(method, path, body);
		const { data } = (await response.json()) as { data: T };
		return data;
	}

	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		const { cookie, browserId } = this.session;
		const response = await fetch(`${this.url}${path}`, {
			method,
			// n8n closes a connection that is idle for five seconds, at times just when it is used again.
			headers: {
				...{ cookie, 'browser-id': browserId },
				...{ 'content-type': 'application/json', connection: 'close' },
			},
			body: body === undefined ? null : JSON.stringify(body),
		});
		if (response.ok) return response;
		throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
	}
}
