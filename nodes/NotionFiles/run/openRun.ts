import { setMaxListeners } from 'node:events';
import type { IBinaryData, IExecuteFunctions, IPollFunctions } from 'n8n-workflow';
import type { Store } from '../download/downloadFile';
import { Downloads } from '../download/Downloads';
import type * as FileHostsModule from '../download/FileHosts';
import { memoryBudget } from '../download/MemoryBudget';
import { Allowance } from '../flow/Allowance';
import { type Log, outward } from '../outward';
import { FreshLinks } from '../download/FreshLinks';
import type { NotionReader } from '../locate/NotionReader';
import { connectionOf, type Connection } from '../notion/connection';
import { NotionClient } from '../notion/NotionClient';
import { notionReader } from '../notion/notionReader';
import { gateFor } from '../notion/TokenGate';
import { notionTransport } from '../notion/transport';
import type { RunSettings } from '../parameters/runSettings';

export type RunContext = IExecuteFunctions | IPollFunctions;

/** What one execution works with while it lasts: the way to Notion and the ways to the files. */
export interface Run {
	reader: NotionReader;
	downloads: Downloads<IBinaryData>;
	/** Twice as many as downloads: the others are being stored, or need no download. */
	jobsAtOnce: number;
	/** Fires when the execution is cancelled, and at its end. */
	signal: AbortSignal;
	/** Ends all that is under way: requests, waits, connections. Nothing may outlive the node. */
	close(reason?: unknown): Promise<void>;
	/** As `close`, without waiting for the connections. */
	stop(reason: unknown): void;
}

/** @param cancelled fires when somebody else ends the run */
export async function openRun(
	context: RunContext,
	{ downloadsAtOnce: connections, stallTimeoutMs }: RunSettings,
	cancelled: AbortSignal | undefined,
): Promise<Run> {
	const stop = new AbortController();
	const signal = cancelled ? AbortSignal.any([cancelled, stop.signal]) : stop.signal;
	// One listener for each request under way: many, but not a leak.
	setMaxListeners(Infinity, signal);
	const connection = await connectionOf(context);
	const hosts = openHosts(context, connection, { connections, stallTimeoutMs });
	const log: Log = (what) => context.logger.debug(`Notion Files: ${outward(what)}`);
	const send = notionTransport(context, connection, signal);
	const reader = notionReader(new NotionClient(send, gateFor(connection.tokenKey), signal, log));
	const links = new FreshLinks(reader);
	const slots = new Allowance(connections);
	return {
		reader,
		downloads: new Downloads(storeOf(context), { hosts, links, signal, slots, log }),
		jobsAtOnce: 2 * connections,
		signal,
		stop: (reason) => stop.abort(reason),
		async close(reason) {
			stop.abort(reason);
			await hosts.close();
		},
	};
}

/** undici is loaded with the first run: it is most of what there is to load, and n8n would wait for it. */
function openHosts(
	context: RunContext,
	connection: Connection,
	limits: Pick<FileHostsModule.FileHostsOptions, 'connections' | 'stallTimeoutMs'>,
): FileHostsModule.FileHosts {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- import() asks for an ES module
	const { FileHosts } = require('../download/FileHosts') as typeof FileHostsModule;
	return new FileHosts({
		...limits,
		allowPrivateNetworks: connection.allowPrivateNetworkDownloads,
		// Added to n8n between 2.22 and 2.30 (docs/n8n.md#the-egress-filter).
		egressFilter: context.helpers.getSecureEgressFilter?.('safe'),
	});
}

/** Known from the last file that was stored; n8n has one store for the process. */
let writesToDisk: boolean | undefined;

function storeOf(context: RunContext): Store<IBinaryData> {
	return {
		budget: memoryBudget,
		get writesToDisk() {
			return writesToDisk;
		},
		async put(bytes, fileName, mimeType) {
			const stored = await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
			// Not by `data`, which is the file itself in the memory mode; only that mode returns no ID.
			writesToDisk = stored.id?.startsWith('filesystem') ?? false;
			return stored;
		},
	};
}
