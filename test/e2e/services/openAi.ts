import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type Service } from './service';

/** What n8n asks of the model, as far as tools go: the body of OpenAI's `POST /v1/responses`. */
export interface ModelRequest {
	model: string;
	/** Everything said so far: messages, tool calls, and their results. */
	input: Array<{ type?: string; role?: string; content?: unknown; output?: string }>;
	tools?: ModelTool[];
}

export interface ModelTool {
	type: string;
	name: string;
	description?: string;
	parameters: { properties: Record<string, { type?: string; description?: string }> };
}

/** What the model does in a turn. */
export type Act = { call: string; with: Record<string, unknown> } | { say: string };

/** One answer of the model to everything so far. */
export type Turn = (request: ModelRequest) => Act;

export interface OpenAi extends Service {
	/** The base URL for the credential. */
	baseUrl: string;
	requests: ModelRequest[];
}

/**
 * OpenAI's API with a model that follows a script, a turn for each request, in order; and with embeddings
 * that are near one another if the texts have words in common.
 */
export async function startOpenAi(script: readonly Turn[]): Promise<OpenAi> {
	const requests: ModelRequest[] = [];
	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) =>
			send(response, 500, errorOf(String(error))),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		requests,
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === 'POST' && request.url === '/v1/embeddings') {
			return send(response, 200, embeddingsOf((await json(request)) as EmbeddingRequest));
		}
		if (request.method !== 'POST' || request.url !== '/v1/responses') {
			return send(response, 404, errorOf(`No such endpoint: ${request.method} ${request.url}`));
		}
		const asked = (await json(request)) as ModelRequest;
		const turn = script[requests.push(asked) - 1];
		if (turn === undefined) return send(response, 400, errorOf('The script has no more turns.'));
		send(response, 200, responseOf(asked, turn(asked), requests.length));
	}
}

/** The results of tools so far, in the words in which the model gets them. */
export function givenByTools({ input }: ModelRequest): string[] {
	const outputs = input.filter(({ type }) => type === 'function_call_output');
	return outputs.map(({ output = '' }) => output);
}

function responseOf({ model }: ModelRequest, act: Act, number: number): object {
	return {
		id: `resp_${number}`,
		object: 'response',
		created_at: Math.floor(Date.now() / 1000),
		status: 'completed',
		model,
		output: [outputOf(act, number)],
		usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
	};
}

function outputOf(act: Act, number: number): object {
	const status = 'completed';
	if ('say' in act) {
		const content = [{ type: 'output_text', text: act.say, annotations: [] }];
		return { type: 'message', id: `msg_${number}`, role: 'assistant', status, content };
	}
	const call = { name: act.call, arguments: JSON.stringify(act.with) };
	return { type: 'function_call', id: `fc_${number}`, call_id: `call_${number}`, status, ...call };
}

interface EmbeddingRequest {
	model: string;
	input: string | string[];
	encoding_format?: 'float' | 'base64';
}

const DIMENSIONS = 256;

function embeddingsOf({ model, input, encoding_format }: EmbeddingRequest): object {
	const data = [input].flat().map((text, index) => {
		const vector = Float32Array.from(wordsIn(text));
		const base64 = () => Buffer.from(vector.buffer).toString('base64');
		const embedding = encoding_format === 'base64' ? base64() : [...vector];
		return { object: 'embedding', index, embedding };
	});
	return { object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } };
}

/** How often each word occurs, the words spread over the dimensions. */
function wordsIn(text: string): number[] {
	const counts = new Array<number>(DIMENSIONS).fill(0);
	for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
		const dimension = createHash('sha256').update(word).digest().readUInt8();
		counts[dimension] = (counts[dimension] ?? 0) + 1;
	}
	return counts;
}

function errorOf(message: string): object {
	return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}

function send(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
