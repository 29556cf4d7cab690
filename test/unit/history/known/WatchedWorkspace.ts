import { asText } from '../../../../nodes/NotionFiles/json';
import { NotionClient } from '../../../../nodes/NotionFiles/notion/NotionClient';
import { notionReader } from '../../../../nodes/NotionFiles/notion/notionReader';
import { TokenGate } from '../../../../nodes/NotionFiles/notion/TokenGate';
import type { SendToNotion } from '../../../../nodes/NotionFiles/notion/exchange';
import type { NotionReader } from '../../../../nodes/NotionFiles/locate/NotionReader';
import { block, property, type Block, type Database, type Page } from '../../../sandbox';
import { NotionApi } from '../../../sandbox/api/notionApi';
import { RateWindow } from '../../../sandbox/api/rateWindow';
import { chunksOf } from '../../../sandbox/content/content';
import { splitUrl } from '../../../sandbox/http/exchange';
import { Sandbox } from '../../../sandbox/sandbox';
import { isShared } from '../../../sandbox/workspace/sharing';

/** A page of the tree, and the pages that lead there from the top. */
export interface Reached {
	page: Page;
	above: Page[];
	files: string[];
}

/**
 * The sandbox's workspace with a tree that people work on, asked without a network: a year of it takes
 * seconds. What they do to a page or its content shows in the page's time, as Notion's documentation lets
 * us expect; only the index of search is unreliable.
 */
export class WatchedWorkspace {
	readonly sandbox = new Sandbox();

	readonly top: Page;

	/** Not part of the tree, until something moves there. */
	readonly elsewhere: Page;

	private refuses: (count: number) => boolean = () => false;

	private asked = 0;

	private readonly files = new Map<Page | Database, string[]>();

	private readonly trashed: Page[] = [];

	private readonly unshared: Page[] = [];

	private count = 0;

	private readonly api: NotionApi;

	constructor() {
		const { sandbox } = this;
		Object.assign(sandbox.storage, { origin: 'http://127.0.0.1:1' });
		Object.assign(sandbox.external, { origin: 'http://127.0.0.1:2' });
		const { workspace, storage, oauth, settings, clock } = sandbox;
		const window = new RateWindow(clock, settings);
		this.api = new NotionApi(workspace, storage, oauth, settings, window, clock);
		this.top = workspace.addPage({ title: 'Top', shared: true });
		this.elsewhere = workspace.addPage({ title: 'Elsewhere', shared: true });
		for (const page of [this.top, this.elsewhere]) this.addPage(page);
		const database = this.addDatabase(this.top);
		this.addRow(database);
		this.addPage(this.addRow(database));
	}

	/** Each run has its own. */
	reader(): NotionReader {
		return notionReader(new NotionClient(this.send, new TokenGate(), undefined));
	}

	/** @param refuses called before each answer, with how many there were: whether Notion refuses this one */
	async meanwhile<T>(
		refuses: typeof this.refuses = () => false,
		work: () => Promise<T>,
	): Promise<T> {
		this.refuses = refuses;
		this.asked = 0;
		return await work().finally(() => {
			this.refuses = () => false;
		});
	}

	/** All pages, in the order in which they were made. */
	get pages(): Page[] {
		return [...this.sandbox.workspace.registry.all('page')];
	}

	get databases(): Database[] {
		return [...this.sandbox.workspace.registry.all('database')];
	}

	addFile(page: Page): void {
		const name = this.newFile(page);
		this.sandbox.workspace.addBlocks(page, [block.image(this.upload(name))]);
	}

	/** In the content of the page or of a block on it. */
	addPage(parent: Page, inBlock = false): Page {
		const { workspace } = this.sandbox;
		const toggle = block.toggle('More');
		if (inBlock) workspace.addBlocks(parent, [toggle]);
		const page = workspace.addPage({ title: 'Page', parent: inBlock ? toggle : parent });
		workspace.touch(parent);
		this.addFile(page);
		return page;
	}

	addDatabase(parent: Page): Database {
		const database = this.sandbox.workspace.addDatabase({ title: 'Rows', parent });
		this.sandbox.workspace.touch(parent);
		return database;
	}

	addRow(database: Database): Page {
		const row = this.sandbox.workspace.addPage({ title: 'Row', parent: database });
		const file = property.files(this.upload(this.newFile(row)));
		this.sandbox.workspace.setProperty(row, 'Files', file);
		return row;
	}

	coverDatabase(database: Database): void {
		const cover = this.upload(this.newFile(database));
		this.files.set(database, [`${cover.name}`]);
		this.sandbox.workspace.edit(database, { cover });
	}

	move(page: Page, target: Page): void {
		const { parent } = page;
		if (page === this.top || page === this.elsewhere || isBelow(target, page)) return;
		if (parent === 'workspace' || parent.kind === 'dataSource' || parent.kind === 'database')
			return;
		const { workspace } = this.sandbox;
		parent.children.splice(parent.children.indexOf(page), 1);
		page.parent = target;
		target.children.push(page);
		for (const one of [parent, target, page]) workspace.touch(one);
	}

	trash(page: Page): void {
		if (page === this.top || page.inTrash) return;
		this.sandbox.workspace.trash(page);
		this.touchAbove(page);
		this.trashed.push(page);
	}

	restore(): void {
		const page = this.trashed.pop();
		if (page === undefined) return;
		page.inTrash = false;
		this.sandbox.workspace.touch(page);
		this.touchAbove(page);
	}

	unshare(page: Page): void {
		if (page === this.top || page.shared === false) return;
		this.sandbox.workspace.edit(page, { shared: false });
		this.unshared.push(page);
	}

	share(): void {
		const page = this.unshared.pop();
		if (page) this.sandbox.workspace.edit(page, { shared: undefined });
	}

	/** All that can be reached from the top, with the files that are there. */
	reached(page: Page = this.top, above: Page[] = []): Reached[] {
		if (page.inTrash || !isShared(page)) return [];
		const here = { page, above, files: this.files.get(page) ?? [] };
		return [here, ...this.below(page, [...above, page])];
	}

	/** The covers of databases, which search does not show. */
	get covers(): string[] {
		const reached = new Set(this.reached().map(({ page }) => page));
		return this.databases.flatMap((database) =>
			isOn(database, reached) ? (this.files.get(database) ?? []) : [],
		);
	}

	private below(parent: Page | Block, above: Page[]): Reached[] {
		return parent.children.flatMap((node) => {
			if (node.inTrash) return [];
			if (node.kind === 'page') return this.reached(node, above);
			if (node.kind === 'block') return this.below(node, above);
			return node.dataSources.flatMap(({ rows }) =>
				rows.flatMap((row) => (row.kind === 'page' ? this.reached(row, above) : [])),
			);
		});
	}

	private touchAbove({ parent }: Page): void {
		if (parent === 'workspace' || parent.kind === 'dataSource') return;
		this.sandbox.workspace.touch(parent);
	}

	private newFile(of: Page | Database): string {
		const name = `${this.count++}.png`;
		this.files.set(of, [...(this.files.get(of) ?? []), name]);
		return name;
	}

	private upload(name: string) {
		return this.sandbox.workspace.upload({ name, content: name });
	}

	private readonly send: SendToNotion = async ({ method, path, body }) => {
		const isRefused = this.refuses(this.asked++);
		const url = `/v1${path}`;
		const headers = {
			authorization: `Bearer ${this.sandbox.token}`,
			'notion-version': '2026-03-11',
		};
		if (isRefused) {
			return await Promise.resolve({
				kind: 'answered',
				status: 400,
				headers: {},
				body: { object: 'error', code: 'validation_error', message: 'No.' },
			});
		}
		const { path: pure, queryString } = splitUrl(url);
		const query = new URLSearchParams(queryString);
		const sent = { method, url, path: pure, query, headers, body: JSON.stringify(body ?? {}) };
		const reply = this.api.answer(sent);
		const text = Buffer.concat([...chunksOf(reply.body)]).toString();
		return {
			kind: 'answered',
			status: reply.status,
			headers: { ...reply.headers },
			body: JSON.parse(text),
		};
	};
}

function isBelow(page: Page, above: Page): boolean {
	for (let at: unknown = page; at !== 'workspace' && at !== undefined;) {
		if (at === above) return true;
		const { parent, database } = at as { parent?: unknown; database?: unknown };
		at = parent ?? database;
	}
	return false;
}

function isOn(database: Database, pages: ReadonlySet<Page>): boolean {
	for (let at: Database['parent'] | Block['parent'] = database.parent; at && at !== 'workspace';) {
		if (at.inTrash) return false;
		if (at.kind === 'page') return pages.has(at);
		if (at.kind !== 'block') return false;
		at = at.parent as typeof at;
	}
	return false;
}

/** The time of each page as search shows it. */
export async function indexedTimes(reader: NotionReader): Promise<Map<string, string>> {
	const times = new Map<string, string>();
	for await (const pages of reader.search('page', 'ascending')) {
		for (const page of pages) {
			times.set(asText(page.id) ?? '', asText(page.last_edited_time) ?? '');
		}
	}
	return times;
}
