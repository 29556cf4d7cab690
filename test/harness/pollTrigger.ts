import { randomUUID } from 'node:crypto';
import { Container } from '@n8n/di';
import { BinaryDataService, PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, INodeParameters, Workflow } from 'n8n-workflow';
import { NotionFilesTrigger } from '../../nodes/NotionFiles/NotionFilesTrigger.node';
import { namesIn } from '../faults/prove/store';
import type { Sandbox } from '../sandbox';
import { additionalData, toWorkflow } from './engine';
import { credentialOf } from './notionFiles';
import { fromSources } from './runWorkflow';

const TYPE = 'n8n-nodes-notion-files.notionFilesTrigger';

/**
 * A workflow that was activated, polled by n8n's own context as often as a test says. Whatever the
 * result of a poll, nothing may be left in n8n's store that it does not return.
 */
export class PolledTrigger {
	/** What n8n keeps for the workflow between polls. */
	kept: IDataObject = {};

	constructor(
		protected readonly sandbox: Sandbox,
		public parameters: INodeParameters,
		public typeVersion = 1,
	) {}

	/** A scheduled poll. What the node has learned stays, even if it ends with an error. */
	async poll({ budgetMs }: { budgetMs?: number } = {}): Promise<INodeExecutionData[]> {
		const workflow = this.workflow();
		try {
			return await this.run(workflow, 'trigger', budgetMs);
		} finally {
			this.kept = plain(workflow.staticData);
		}
	}

	/** A poll whose n8n is killed before it keeps anything from it. */
	async pollAndDie(): Promise<INodeExecutionData[]> {
		return await this.run(this.workflow(), 'trigger');
	}

	/** A manual execution in the editor. */
	async byHand(): Promise<INodeExecutionData[]> {
		const workflow = this.workflow();
		const before = plain(workflow.staticData);
		const items = await this.run(workflow, 'manual');
		expect(plain(workflow.staticData)).toEqual(before);
		return items;
	}

	protected workflow(): Workflow {
		const trigger = {
			id: 'trigger',
			name: 'Notion Files Trigger',
			type: TYPE,
			typeVersion: this.typeVersion,
			position: [0, 0] as [number, number],
			parameters: this.parameters,
			credentials: { notionFilesApi: { id: '1', name: 'Notion' } },
		};
		return toWorkflow({ nodes: [trigger], connections: {} }, fromSources.node, {
			staticData: plain(this.kept),
			others: { [TYPE]: new NotionFilesTrigger() },
		});
	}

	protected async run(
		workflow: Workflow,
		mode: 'trigger' | 'manual',
		budgetMs?: number,
	): Promise<INodeExecutionData[]> {
		await Container.get(BinaryDataService).init();
		const [node] = Object.values(workflow.nodes);
		if (node === undefined) throw new Error('There is no trigger');
		const credential = { ...credentialOf(this.sandbox) };
		const executionId = `poll-${randomUUID()}`;
		const data = additionalData({ package: fromSources, credential, mode, executionId });
		const context = new PollContext(workflow, node, data, mode, 'activate');
		if (budgetMs !== undefined) Object.assign(context, { getPollBudgetMs: () => budgetMs });
		let items: INodeExecutionData[] = [];
		try {
			const output = await new NotionFilesTrigger().poll.call(context);
			items = output?.[0] ?? [];
		} finally {
			expect(orphansOf(executionId, items)).toEqual([]);
		}
		return items;
	}
}

/** What is in the store of a poll and in none of its items. */
function orphansOf(executionId: string, items: readonly INodeExecutionData[]): string[] {
	const files = items.flatMap(({ binary }) => Object.values(binary ?? {}));
	const given = new Set(files.map(({ id }) => id?.split('/').at(-1)));
	return namesIn(executionId).filter((name) => !given.has(name.replace(/\.metadata$/, '')));
}

/**
 * The same in an n8n that holds the workflow while it is active, and stores what the node has learned
 * only twice: at the activation, and when a poll returns something.
 */
export class ActiveTrigger extends PolledTrigger {
	private held = this.workflow();

	/** Loads the workflow as it was stored, as n8n also does when it starts. */
	async activate({ budgetMs }: { budgetMs?: number } = {}): Promise<INodeExecutionData[]> {
		this.held = this.workflow();
		const items = await this.run(this.held, 'trigger', budgetMs);
		this.kept = plain(this.held.staticData);
		return items;
	}

	override async poll({ budgetMs }: { budgetMs?: number } = {}): Promise<INodeExecutionData[]> {
		const workflow = this.held;
		const items = await this.run(workflow, 'trigger', budgetMs);
		// A version of the workflow that has been replaced meanwhile no longer hands over anything.
		if (workflow !== this.held) return [];
		if (items.length > 0) this.kept = plain(workflow.staticData);
		return items;
	}

	/** A poll whose items n8n has no time to take: it is killed. */
	override async pollAndDie(): Promise<INodeExecutionData[]> {
		return await this.run(this.held, 'trigger');
	}
}

/** As it is after n8n has written it and read it again. */
function plain(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}
