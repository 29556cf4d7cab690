import fc from 'fast-check';
import { findingsOf } from '../../../nodes/NotionFiles/locate/Branch';
import { sweep, type SweepPlan } from '../../../nodes/NotionFiles/locate/Sweep';
import type { Json } from '../../../nodes/NotionFiles/json';
import { collect } from '../promises';
import { NotionInMemory } from './NotionInMemory';
import { blockJson, databaseJson, filesOf, hosted, pageJson, parentJson, summary } from './samples';

/** Something in a workspace, by its place in the list; what it is in comes before it. */
interface Thing {
	kind: 'page' | 'toggle' | 'database';
	/** Undefined at the top. */
	parent: number | undefined;
	/** Undefined: as what it is in. */
	shared: boolean | undefined;
	/** Whether search lists it though it was not shared by itself. */
	isListed: boolean;
}

const letter = { page: 'p', toggle: 't', database: 'd' };

/** A workspace, and what the API says about it. */
class Scene {
	constructor(readonly things: readonly Thing[]) {}

	idOf(index: number): string {
		return `${letter[this.at(index).kind]}${index}`;
	}

	isShared(index: number): boolean {
		const { shared, parent } = this.at(index);
		return shared ?? (parent === undefined || this.isShared(parent));
	}

	/** The readable pages and databases above, from the top down. */
	above(index: number): string[] {
		const { parent } = this.at(index);
		if (parent === undefined || !this.isShared(parent)) return [];
		const isFolder = this.at(parent).kind !== 'toggle';
		return [...this.above(parent), ...(isFolder ? [this.idOf(parent)] : [])];
	}

	isBelow(index: number, other: number): boolean {
		const { parent } = this.at(index);
		return index === other || (parent !== undefined && this.isBelow(parent, other));
	}

	notion(): NotionInMemory {
		const notion = new NotionInMemory();
		const found: Record<'page' | 'data_source', Json[]> = { page: [], data_source: [] };
		this.things.forEach(({ kind, shared, parent, isListed }, index) => {
			if (!this.isShared(index)) return;
			const id = this.idOf(index);
			const object = this.object(index);
			if (kind === 'toggle') notion.put(`block ${id}`, object);
			else notion.put(`${kind} ${id}`, object);
			if (kind === 'database') {
				const source = this.source(index);
				notion.put(`source s${index}`, source);
				const rows = this.indexesIn(index).filter((row) => this.isShared(row));
				notion.put(`rows s${index}`, [rows.map((row) => this.object(row))]);
			} else {
				notion.children(id, ...this.indexesIn(index).map((below) => this.blockOf(below)));
			}
			const isDirect = shared ?? parent === undefined;
			if (!isDirect && !isListed) return;
			if (kind === 'page') found.page.push(object);
			if (kind === 'database') found.data_source.push(this.source(index));
		});
		notion.put('search page ascending', [found.page]);
		notion.put('search data_source ascending', [found.data_source]);
		return notion;
	}

	private at(index: number): Thing {
		return this.things[index] as Thing;
	}

	private indexesIn(index: number): number[] {
		return this.things.flatMap(({ parent }, below) => (parent === index ? [below] : []));
	}

	private object(index: number): Json {
		const { kind } = this.at(index);
		const id = this.idOf(index);
		const parent = this.parentJson(index);
		if (kind === 'page') return pageJson(id, { parent, cover: hosted(`${id}.png`) });
		if (kind === 'toggle') return { ...parentJson(id), parent };
		return { ...databaseJson(id, `s${index}`), parent };
	}

	private source(index: number): Json {
		const parent = { type: 'database_id', database_id: `d${index}` };
		const database_parent = this.parentJson(index);
		return { object: 'data_source', id: `s${index}`, properties: {}, parent, database_parent };
	}

	private blockOf(index: number): Json {
		const { kind } = this.at(index);
		return kind === 'toggle' ? this.object(index) : blockJson(this.idOf(index), `child_${kind}`);
	}

	private parentJson(index: number): Json {
		const { parent } = this.at(index);
		if (parent === undefined) return { type: 'workspace', workspace: true };
		const id = this.idOf(parent);
		switch (this.at(parent).kind) {
			case 'page':
				return { type: 'page_id', page_id: id };
			case 'toggle':
				return { type: 'block_id', block_id: id };
			case 'database':
				return { type: 'data_source_id', data_source_id: `s${parent}`, database_id: id };
		}
	}
}

interface Draw {
	kind: Thing['kind'];
	parent: number;
	shared: boolean | undefined;
	isListed: boolean;
}

/** Of what was drawn, only what Notion allows. */
function sceneOf(draws: Draw[]): Scene {
	const things: Thing[] = [];
	for (const { kind, parent, shared, isListed } of draws) {
		const above = parent % (things.length + 1);
		const home = above === things.length ? undefined : things[above];
		const mayBeThere =
			home === undefined ? kind !== 'toggle' : home.kind !== 'database' || kind === 'page';
		if (!mayBeThere) continue;
		things.push({
			kind,
			parent: home && above,
			shared: kind === 'toggle' ? undefined : shared,
			isListed,
		});
	}
	return new Scene(things);
}

const scene = fc
	.array(
		fc.record<Draw>({
			kind: fc.constantFrom('page', 'page', 'page', 'toggle', 'database'),
			parent: fc.nat(1000),
			shared: fc.constantFrom(undefined, undefined, undefined, undefined, true, false),
			isListed: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 25 },
	)
	.map(sceneOf)
	.filter(({ things }) => things.length > 0);

const PLAN: SweepPlan = {
	parts: new Set(['cover', 'content']),
	alsoInclude: [],
	leaveOut: [],
	withTrails: true,
};

async function swept(notion: NotionInMemory, plan: Partial<SweepPlan> = {}) {
	return await collect(findingsOf(sweep(notion, { ...PLAN, ...plan })));
}

describe('a workspace of any shape, shared and indexed in any way', () => {
	test('is found whole, each file once and below all that can be read above it', async () => {
		await fc.assert(
			fc.asyncProperty(scene, async (workspace) => {
				const files = filesOf(await swept(workspace.notion()));
				const found = files.map(({ page, above = [] }) => [...above.map(({ id }) => id), page.id]);
				const expected = workspace.things.flatMap(({ kind }, index) =>
					kind === 'page' && workspace.isShared(index)
						? [[...workspace.above(index), workspace.idOf(index)]]
						: [],
				);
				expect(found.map(String).sort()).toEqual(expected.map(String).sort());
			}),
		);
	});

	test('costs no request twice, and none for a page that search has returned', async () => {
		await fc.assert(
			fc.asyncProperty(scene, async (workspace) => {
				const notion = workspace.notion();
				await swept(notion);
				const { reads } = notion;
				expect(new Set(reads).size).toBe(reads.length);
				workspace.things.forEach(({ isListed }, index) => {
					if (!isListed || !workspace.isShared(index)) return;
					expect(reads).not.toContain(`page ${workspace.idOf(index)}`);
				});
			}),
		);
	});

	test('lacks what is left out and all below it, and nothing else', async () => {
		await fc.assert(
			fc.asyncProperty(scene, fc.nat(1000), async (workspace, number) => {
				const left = number % workspace.things.length;
				const leaveOut = [workspace.idOf(left)];
				const files = filesOf(await swept(workspace.notion(), { leaveOut }));
				const expected = workspace.things.flatMap(({ kind }, index) =>
					kind === 'page' && workspace.isShared(index) && !isLeftOut(workspace, index, left)
						? [workspace.idOf(index)]
						: [],
				);
				expect(files.map(({ page }) => page.id).sort()).toEqual(expected.sort());
			}),
		);
	});
});

/** As far as can be read from there upwards: what is above something unreadable is not known. */
function isLeftOut(workspace: Scene, index: number, left: number): boolean {
	if (index === left) return true;
	const { kind } = workspace.things[left] as Thing;
	return (
		kind !== 'toggle' &&
		workspace.isBelow(index, left) &&
		(workspace.above(index).includes(workspace.idOf(left)) || namesIt(workspace, index, left))
	);
}

/** Whether the topmost of what can be read names it as where it is. */
function namesIt(workspace: Scene, index: number, left: number): boolean {
	const { parent } = workspace.things[index] as Thing;
	if (parent === undefined) return false;
	return parent === left || (workspace.isShared(parent) && namesIt(workspace, parent, left));
}

test('pages that are above each other, as Notion moves them meanwhile, are both found', async () => {
	const page = (id: string, parent: string): Json =>
		pageJson(id, { parent: { type: 'page_id', page_id: parent }, cover: hosted(`${id}.png`) });
	const notion = new NotionInMemory()
		.put('search page ascending', [[page('a', 'b'), page('b', 'a')]])
		.children('a')
		.children('b');
	expect(filesOf(await swept(notion)).map(({ name }) => name)).toEqual(['a.png', 'b.png']);
});

test('what search returns without its content is an error that names the capability', async () => {
	const notion = new NotionInMemory().put('search page ascending', [[{ object: 'page', id: 'a' }]]);
	expect(summary(await swept(notion))[0]).toMatch(/^skipped: .+ page a/);
	expect(notion.reads).toContain('page a');
});
