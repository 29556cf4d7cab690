import { type Case } from '../case';
import { ours } from '../contenders/inNode';
import { boundOf, requestsOf } from '../report/targets';
import { wholeWorkspace } from './scenes';

const OURS = 'our node';

const LATENCY_MS = 150;

const WINDOW = { requests: 180, windowMs: 60_000 };

/** Pages that are no rows; there are as many rows. */
const PAGES = 1_500;

const DATABASES = PAGES / 100;

/**
 * What cannot be done without: the lists of pages and of data sources that search returns, the content of each
 * page, and each database with the list of its rows. The page that every run reads beforehand is in the
 * workspace, too: a row of a database of its own.
 */
const NEEDED = PAGES / 100 + 1 + (2 * PAGES + 1) + 2 * (DATABASES + 1);

/** All windows but the last have to pass. */
const AT_LEAST_MS = Math.floor((NEEDED - 1) / WINDOW.requests) * WINDOW.windowMs;

/** Refused requests count as well: up to ten at the end of each window. */
const MOST = Math.round(NEEDED * 1.1);

/** A quarter of an hour, most of which is waiting. */
export const workspace: Case[] = [
	{
		key: 'w',
		title: `A workspace of ${2 * PAGES} pages, half of them rows, under a limit of 180 a minute: ${NEEDED} requests of 150 ms`,
		onRequest: true,
		build(sandbox) {
			sandbox.settings.latency.api = LATENCY_MS;
			sandbox.settings.rateLimit = WINDOW;
			sandbox.settings.search = { lagMs: 0, oneRowOf: 0, missesOneOf: 0, cap: 10_000 };
			const { expected, ...scene } = wholeWorkspace(sandbox, { pages: PAGES });
			// With the one of the page that is read beforehand.
			return { ...scene, expected: { ...expected, files: expected.files + 1 } };
		},
		contenders: [ours(OURS, { operation: 'getWorkspaceFiles', output: 'links' })],
		targets: [
			boundOf('within 1.05 of what the windows allow', OURS, AT_LEAST_MS, 1.05),
			requestsOf('not more than a tenth is refused', OURS, MOST),
		],
	},
];
