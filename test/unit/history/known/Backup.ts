import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { fileKey } from '../../../../nodes/NotionFiles/files/identity';
import { ProcessedFiles } from '../../../../nodes/NotionFiles/history/ProcessedFiles';
import type { getPageFiles } from '../../../../nodes/NotionFiles/operations/getPageFiles';
import type { getWorkspaceFiles } from '../../../../nodes/NotionFiles/operations/getWorkspaceFiles';
import { ItemParameters } from '../../../../nodes/NotionFiles/parameters/ItemParameters';
import { locateAll } from '../../../../nodes/NotionFiles/run/locateAll';
import { onlyNew } from '../../../../nodes/NotionFiles/run/onlyNew';
import { runHistory } from '../../../../nodes/NotionFiles/run/runHistory';
import { locator } from '../../../harness/notionFilesWorkflow';
import type { WatchedWorkspace } from './WatchedWorkspace';

const FULL_CHECK_MS = 24 * 60 * 60_000;

/** What n8n goes through in a run. */
export interface Luck {
	/** It is killed after this many jobs of the node. */
	diesAfterJobs?: number;
	/** It is killed before it keeps what the node has learned, though files have been marked. */
	diesBeforeKeeping?: boolean;
	/** Whether the upload of a file fails. */
	failing?: (name: string) => boolean;
}

/** A backup: Notion Files → an upload → Mark as Processed. */
export class Backup {
	/** The names of the files that were uploaded and not forgotten. */
	readonly copied = new Set<string>();

	private kept: IDataObject = {};

	private readonly marks = new Set<string>();

	private readonly item: ItemParameters;

	/** @param operation which gets all below the page, or in the workspace */
	constructor(
		private readonly watched: WatchedWorkspace,
		private readonly operation: typeof getPageFiles | typeof getWorkspaceFiles,
	) {
		const parameters: Record<string, unknown> = {
			pageId: locator('id', watched.top.id),
			include: ['cover', 'icon', 'properties', 'content'],
			childPages: 100,
			childDatabases: true,
			folders: 'page',
			returnAll: true,
			alsoInclude: '',
			leaveOut: '',
			output: 'files',
			onlyNewFiles: true,
			filters: {},
			options: {},
		};
		const source = {
			getNodeParameter: (name: string) => parameters[name],
			getTimezone: () => 'UTC',
			getNode: () => ({ typeVersion: 1.1 }),
		};
		this.item = new ItemParameters(source, 0);
	}

	/** @returns the names of the files that the node returned, whether it lived or not */
	async run({ diesAfterJobs = Infinity, diesBeforeKeeping, failing = () => false }: Luck = {}) {
		const kept = JSON.parse(JSON.stringify(this.kept)) as IDataObject;
		const history = await runHistory(
			this.context(kept),
			{ onlyNewIn: 'default', fullCheckEveryMs: FULL_CHECK_MS },
			[this.item],
		);
		if (history === undefined) throw new Error('It remembers nothing');
		const reader = this.watched.reader();
		const { signal } = new AbortController();
		const located = locateAll(
			[this.item],
			this.operation,
			() => history.readerFor(0, reader),
			signal,
		);
		const { unconfirmed, returned } = history;
		const treeFor = () => history.treeFor(0, reader);
		const given = new Map<string, string>();
		let isWhole = true;
		let jobs = 0;
		for await (const job of onlyNew(located, { unconfirmed, returned, treeFor })) {
			if (jobs++ >= diesAfterJobs) return { names: [...given.values()], isWhole: false };
			if (job.kind === 'failed' || job.kind === 'skipped') isWhole = false;
			if (job.kind === 'file') given.set(fileKey(job.file), job.file.name);
		}
		history.save();
		const copied = [...given].filter(([, name]) => !failing(name));
		copied.forEach(([, name]) => this.copied.add(name));
		await this.processed.confirm(copied.map(([key]) => key));
		if (!diesBeforeKeeping) this.kept = JSON.parse(JSON.stringify(kept)) as IDataObject;
		return { names: [...given.values()], isWhole };
	}

	async clearProcessedFiles(): Promise<void> {
		this.copied.clear();
		await this.processed.forgetAll();
	}

	private get processed(): ProcessedFiles {
		return new ProcessedFiles(this.helpers, 'simulated', 'default');
	}

	private context(kept: IDataObject): IExecuteFunctions {
		const context = {
			getMode: () => 'trigger',
			getWorkflow: () => ({ id: 'simulated' }),
			getWorkflowStaticData: () => kept,
			helpers: this.helpers,
		};
		return context as unknown as IExecuteFunctions;
	}

	/** n8n's list, as `DeduplicationInMemory` keeps it for longer tests. */
	private readonly helpers = {
		checkProcessedAndRecord: async (marks: unknown[]) => {
			const added = marks.map(String).filter((mark) => !this.marks.has(mark));
			added.forEach((mark) => this.marks.add(mark));
			return await Promise.resolve({ new: added, processed: [] });
		},
		removeProcessed: async (marks: unknown[]) => {
			marks.forEach((mark) => this.marks.delete(String(mark)));
			await Promise.resolve();
		},
		clearAllProcessedItems: async () => {
			this.marks.clear();
			await Promise.resolve();
		},
	} as unknown as IExecuteFunctions['helpers'];
}
