import { setMaxListeners } from 'node:events';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Store } from '../download/downloadFile';
import { Downloads } from '../download/Downloads';
import { FileHosts, type FileHostsOptions } from '../download/FileHosts';
import { mapInOrder } from '../flow/mapInOrder';
import { memoryBudget } from '../download/MemoryBudget';
import { NotionFilesError, toNotionFilesError } from '../errors';
import { FreshLinks } from '../locate/FreshLinks';
import type { NotionReader } from '../locate/NotionReader';
import { connectionOf, type Connection } from '../notion/connection';
import { gateFor } from '../notion/tokenGates';
import { NotionClient } from '../notion/NotionClient';
import { notionReader } from '../notion/notionReader';
import { notionTransport } from '../notion/transport';
import { errorItem } from '../output/items';
import { nodeError } from '../output/nodeError';
import { Report } from '../output/Report';
import { UniquePaths } from '../output/UniquePaths';
import { giveItems } from './giveItems';
import { ItemParameters } from './ItemParameters';
import { locateAll } from './locateAll';
import { chooseOperation } from '.';
import { perform } from './perform';
import { DEFAULT_RUN_SETTINGS, readSettings, type RunSettings } from './settings';

/**
 * One execution of the node: the files of every input item are located, filtered, downloaded and
 * given, all at the same time, one file after the other.
 *
 * @throws NodeOperationError when something could not be had and the node is set to stop then
 */
export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const stop = new AbortController();
	const cancelled = context.getExecutionCancelSignal();
	const signal = cancelled ? AbortSignal.any([cancelled, stop.signal]) : stop.signal;
	// One listener for each request under way: many, and no leak.
	setMaxListeners(0, signal);
	const items = context.getInputData().map((_, index) => new ItemParameters(context, index));
	const output: INodeExecutionData[] = [];
	const report = new Report();
	let hosts: FileHosts | undefined;
	try {
		const connection = await connectionOf(context);
		const { downloadsAtOnce: atOnce, stallTimeoutMs } = settingsOfRun(items);
		hosts = openHosts(context, connection, { connections: atOnce, stallTimeoutMs });
		const reader = readerFor(context, connection, signal);
		const links = new FreshLinks(reader);
		const downloads = new Downloads(storeOf(context), { hosts, links, signal });
		const workplace = { context, downloads, report, signal, stop };

		const jobs = locateAll(items, chooseOperation(context), reader, report);
		const outcomes = mapInOrder(jobs, atOnce, async (job) => await perform(job, workplace));
		const paths = new UniquePaths();
		for await (const outcome of outcomes) output.push(...giveItems(outcome, paths));
	} catch (thrown) {
		if (cancelled?.aborted || !context.continueOnFail()) throw asNodeError(context, thrown);
		// Thrown, it would make n8n pass the input items on as if they were files (facts/n8n.md 4.2).
		output.push(...items.map(({ itemIndex }) => errorItem(asOurs(thrown), undefined, itemIndex)));
	} finally {
		// Whatever still runs must not outlive the node: requests, waits, connections.
		stop.abort();
		await hosts?.close();
	}
	context.addExecutionHints(...report.hints());
	return output;
}

function openHosts(
	context: IExecuteFunctions,
	connection: Connection,
	limits: Pick<FileHostsOptions, 'connections' | 'stallTimeoutMs'>,
): FileHosts {
	return new FileHosts({
		...limits,
		allowPrivateNetworks: connection.allowPrivateNetworkDownloads,
		// Came to n8n between 2.22 and 2.30 (facts/n8n.md 2.3).
		egressFilter: context.helpers.getSecureEgressFilter?.('safe'),
	});
}

function storeOf(context: IExecuteFunctions): Store<IBinaryData> {
	return {
		budget: memoryBudget,
		async put(bytes, fileName, mimeType) {
			const stored = await context.helpers.prepareBinaryData(bytes, fileName, mimeType);
			// The name of the store is the one sign of how it takes a stream.
			if (stored.data.startsWith('filesystem')) memoryBudget.lift();
			return stored;
		},
	};
}

function readerFor(
	context: IExecuteFunctions,
	connection: Connection,
	signal: AbortSignal,
): NotionReader {
	const send = notionTransport(context, connection, signal);
	return notionReader(new NotionClient(send, gateFor(connection.tokenKey), signal));
}

/** What counts for the whole run. Unreadable settings are reported by the item that has them. */
function settingsOfRun([first]: readonly ItemParameters[]): RunSettings {
	try {
		if (first) return readSettings(first);
	} catch {
		// Fall through: the item's own reading tells what is wrong.
	}
	return DEFAULT_RUN_SETTINGS;
}

function asNodeError(context: IExecuteFunctions, thrown: unknown): unknown {
	return thrown instanceof NotionFilesError
		? nodeError(context.getNode(), thrown, undefined)
		: thrown;
}

/** What concerns the whole run, a missing credential above all, tells of itself in its message. */
function asOurs(thrown: unknown): NotionFilesError {
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return toNotionFilesError(thrown, { code: 'invalidParameter', message });
}
