import { randomUUID } from 'node:crypto';
import { type Exchange, jsonReply, type Reply, type Site } from '../http/exchange';
import { type SandboxSettings } from '../settings';
import { type OAuth } from '../oauth/OAuth';
import { type Storage } from '../storage/storage';
import { type Workspace } from '../workspace/workspace';
import { commentRoutes } from './commentRoutes';
import { contentRoutes } from './contentRoutes';
import { bodyOf } from './body';
import { ApiError, validationError } from './errors';
import { Lookup } from './lookup';
import { Cursors } from './paging';
import { queryRoutes } from './queryRoutes';
import { type RateWindow } from './rateWindow';
import { type ApiContext, matchPath, type Route } from './routes';
import { searchRoutes } from './searchRoutes';
import { userRoutes } from './userRoutes';
import { viewRoutes } from './viewRoutes';

const routes: readonly Route[] = [
	...userRoutes,
	...contentRoutes,
	...queryRoutes,
	...searchRoutes,
	...commentRoutes,
	...viewRoutes,
];

/** Notion's REST API over the workspace. */
export class NotionApi implements Site {
	private readonly context: ApiContext;

	constructor(
		workspace: Workspace,
		storage: Storage,
		private readonly oauth: OAuth,
		private readonly settings: SandboxSettings,
		private readonly rateWindow: RateWindow,
	) {
		const lookup = new Lookup(workspace, settings);
		this.context = { workspace, storage, settings, lookup, cursors: new Cursors() };
	}

	answer(exchange: Exchange): Reply {
		if (exchange.path.startsWith('/v1/oauth/')) return this.oauth.answer(exchange);
		try {
			return this.dispatch(exchange);
		} catch (error) {
			if (error instanceof ApiError) return error.toReply();
			throw error;
		}
	}

	private dispatch(exchange: Exchange): Reply {
		this.admit(exchange);
		for (const route of routes) {
			const params = route.method === exchange.method && matchPath(route.path, exchange.path);
			if (!params) continue;
			this.checkCapability(route);
			const answer = route.answer({ exchange, params, body: bodyOf(exchange) }, this.context);
			return this.send(answer);
		}
		throw new ApiError(400, 'invalid_request_url', 'Invalid request URL.');
	}

	private admit({ headers }: Exchange): void {
		const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
		if (token !== this.settings.token && !this.oauth.admits(token)) {
			throw new ApiError(401, 'unauthorized', 'API token is invalid.');
		}
		checkVersion(headers['notion-version']);
		this.rateWindow.spend();
	}

	private checkCapability({ needs }: Route): void {
		const { readContent, readComments } = this.settings;
		const allowed =
			needs === 'nothing' || (needs === 'content' ? readContent !== false : readComments);
		if (!allowed) {
			throw new ApiError(403, 'restricted_resource', 'Insufficient permissions for this endpoint.');
		}
	}

	private send(answer: Record<string, unknown>): Reply {
		const requestId = randomUUID();
		const told = this.settings.readContent === 'partial' ? partial(answer) : answer;
		return jsonReply(200, { ...told, request_id: requestId }, { 'x-notion-request-id': requestId });
	}
}

/** Without the capability Notion may answer with objects that are only named. */
function partial(answer: Record<string, unknown>): Record<string, unknown> {
	if (Array.isArray(answer.results)) {
		const results = answer.results.map((result: Record<string, unknown>) => partial(result));
		return { ...answer, results };
	}
	return answer.object === 'user' ? answer : { object: answer.object, id: answer.id };
}

/** All are answered alike here, in the shapes of the last. */
const VERSIONS = [
	'2021-05-13',
	'2021-08-16',
	'2022-02-22',
	'2022-06-28',
	'2025-09-03',
	'2026-03-11',
];

function checkVersion(version: string | string[] | undefined): void {
	const should = 'Notion-Version header failed validation: Notion-Version header should be';
	if (version === undefined) {
		throw new ApiError(400, 'missing_version', `${should} defined, instead was \`undefined\`.`);
	}
	if (VERSIONS.includes(String(version))) return;
	const known = VERSIONS.map((one) => `\`"${one}"\``).join(', or ');
	throw validationError(`${should} ${known}, instead was \`"${String(version)}"\`.`);
}
