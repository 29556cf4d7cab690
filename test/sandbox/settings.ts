import { type ServerName } from './http/exchange';

/** A fixed window that may be spent in one burst, as Notion's. */
export interface RateLimit {
	readonly requests: number;
	readonly windowMs: number;
	/** Default `public_api_request_rate_limit`. */
	readonly reason?: string;
}

/** How far the index of search falls short of the workspace. */
export interface SearchIndex {
	/**
	 * How long an edit, something new or newly shared, and a trashing take to get into it. All that was there
	 * at the first search is in it.
	 */
	readonly lagMs: number;
	/** One of so many rows is in it; 0 for none. */
	readonly oneRowOf: number;
	/** One of so many other pages and data sources is missing, if it was not shared itself; 0 for none. */
	readonly missesOneOf: number;
	/** Results after which it ends as incomplete. */
	readonly cap: number;
}

/** What may be changed while the sandbox runs; every one is also an option of `startSandbox`. */
export interface SandboxSettings {
	/** Let in, beside those that OAuth gives. */
	token: string;
	/** The public connection; `refreshes` says whether it gets refresh tokens. */
	oauth: { readonly clientId: string; readonly clientSecret: string; readonly refreshes: boolean };
	/** Named in Notion's sentence about objects that are not shared. */
	integrationName: string;
	workspaceName: string;
	/** `partial` answers objects with `object` and `id` alone. */
	readContent: boolean | 'partial';
	/** Off, as Notion makes a new connection. */
	readComments: boolean;
	/** The most entries in one page of a listing, at most 100. */
	maximumPageSize: number;
	/** The first answer of a listing holds nothing and leads on: only the cursor tells where a list ends. */
	firstAnswersEmpty: boolean;
	/** Results after which a query ends as incomplete. */
	rowCap: number;
	search: SearchIndex;
	rateLimit: RateLimit | null;
	linkLifetimeSeconds: number;
	/** Milliseconds before every answer. */
	latency: Record<ServerName, number>;
}

export function defaultSettings(): SandboxSettings {
	return {
		token: 'ntn_sandbox_0123456789abcdefghijklmnopqrstuvwxyz',
		oauth: {
			clientId: '1d2d872b-594c-8012-8d5a-00379d0e4a1f',
			clientSecret: 'secret_sandbox_0123456789abcdefghijklmnopqrst',
			refreshes: true,
		},
		integrationName: 'Notion Files sandbox',
		workspaceName: 'Sandbox workspace',
		readContent: true,
		readComments: false,
		maximumPageSize: 100,
		firstAnswersEmpty: false,
		rowCap: 10_000,
		search: { lagMs: 5 * 60_000, oneRowOf: 10, missesOneOf: 5, cap: 10_000 },
		rateLimit: null,
		linkLifetimeSeconds: 3600,
		latency: { api: 0, storage: 0, external: 0 },
	};
}
