import fc from 'fast-check';
import { getPageFiles } from '../../../../nodes/NotionFiles/operations/getPageFiles';
import { getWorkspaceFiles } from '../../../../nodes/NotionFiles/operations/getWorkspaceFiles';
import { turnClock } from '../../../harness/turnClock';
import { Backup, type Luck } from './Backup';
import { indexedTimes, WatchedWorkspace, type Reached } from './WatchedWorkspace';

turnClock();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const BEGINNING = Date.UTC(2026, 0, 5, 10);

let now = BEGINNING;

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});

afterEach(() => jest.restoreAllMocks());

/** What is backed up: all below a page, or the workspace. */
const OPERATIONS = { page: getPageFiles, workspace: getWorkspaceFiles };

type Operation = keyof typeof OPERATIONS;

type Step =
	| { do: 'addFile' | 'addPage' | 'addInBlock' | 'addDatabase' | 'addRow' | 'cover'; at: number }
	| { do: 'trash' | 'unshare'; at: number }
	| { do: 'move'; at: number; to: number }
	| { do: 'restore' | 'share' | 'clear' | 'run' | 'runAndFailToUpload' | 'dieBeforeKeeping' }
	| { do: 'die' | 'refuse' | 'editMeanwhile'; at: number }
	| { do: 'wait'; ms: number };

const at = fc.nat(1_000);

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constantFrom('addFile', 'addFile', 'addPage', 'addInBlock', 'addRow' as const),
			at,
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('addDatabase', 'cover', 'trash', 'unshare' as const),
			at,
		}),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), at, to: at }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('restore', 'share' as const) }) },
	{
		weight: 9,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			ms: fc.constantFrom(5 * SECOND, 40 * SECOND, 3 * MINUTE, 10 * MINUTE, 5 * HOUR, 24 * HOUR),
		}),
	},
	{ weight: 8, arbitrary: fc.record({ do: fc.constant('run' as const) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('runAndFailToUpload', 'dieBeforeKeeping', 'clear' as const),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('die', 'refuse', 'editMeanwhile' as const),
			at: fc.nat(60),
		}),
	},
) as fc.Arbitrary<Step>;

/** A workspace, the backup of it, and what is promised about the two. */
class Story {
	readonly watched = new WatchedWorkspace();

	private readonly backup: Backup;

	/** The edits of pages that a run has seen, and kept. */
	private readonly seen = new Map<string, string>();

	constructor(private readonly operation: Operation) {
		this.backup = new Backup(this.watched, OPERATIONS[operation]);
	}

	async take(one: Step): Promise<void> {
		const { watched, backup } = this;
		const page = (n: number) => watched.pages[n % watched.pages.length]!;
		const database = (n: number) => watched.databases[n % watched.databases.length]!;
		switch (one.do) {
			case 'addFile':
				return watched.addFile(page(one.at));
			case 'addPage':
				return void watched.addPage(page(one.at));
			case 'addInBlock':
				return void watched.addPage(page(one.at), true);
			case 'addDatabase':
				return void watched.addDatabase(page(one.at));
			case 'addRow':
				return void watched.addRow(database(one.at));
			case 'cover':
				return watched.coverDatabase(database(one.at));
			case 'trash':
				return watched.trash(page(one.at));
			case 'unshare':
				return watched.unshare(page(one.at));
			case 'move':
				return watched.move(page(one.at), page(one.to));
			case 'restore':
				return watched.restore();
			case 'share':
				return watched.share();
			case 'clear':
				this.seen.clear();
				return await backup.clearProcessedFiles();
			case 'wait':
				now += one.ms;
				return;
			case 'run':
				return await this.run({});
			case 'runAndFailToUpload':
				return await this.run({ failing: (name) => Number.parseInt(name) % 3 === 0 });
			case 'dieBeforeKeeping':
				return await this.run({ diesBeforeKeeping: true });
			case 'die':
				return await this.run({ diesAfterJobs: one.at });
			case 'refuse':
				return await this.run({}, (count) => count % 9 === one.at % 9);
			case 'editMeanwhile':
				return await this.run({}, (count) => {
					if (count === one.at) watched.addFile(page(one.at));
					return false;
				});
		}
	}

	/** A run finds all that search or a data source shows when it begins. */
	private async run(luck: Luck, refuses?: (count: number) => boolean): Promise<void> {
		const { watched, backup } = this;
		const began = watched.sandbox.clock.now();
		const shown = await this.shown();
		const { names, isWhole } = await watched.meanwhile(refuses, async () => await backup.run(luck));
		if (!isWhole) return;
		for (const { page, files } of shown) {
			for (const name of files) expect([...names, ...backup.copied]).toContain(name);
			const isOver = Date.parse(page.lastEditedTime) + MINUTE < began;
			if (isOver && !luck.diesBeforeKeeping) this.seen.set(page.id, page.lastEditedTime);
		}
	}

	/** The pages to which every step is shown: by search, by a data source, or by an earlier run. */
	private async shown(): Promise<Reached[]> {
		const { watched, seen } = this;
		const times = await indexedTimes(watched.reader());
		const isShown = ({ id, parent, lastEditedTime }: Reached['page']): boolean =>
			(parent === 'workspace' ? this.operation === 'page' : parent.kind === 'dataSource') ||
			[times.get(id), seen.get(id)].includes(lastEditedTime);
		return watched.reached().filter(({ page, above }) => [...above, page].every(isShown));
	}

	/** After one more full check, the copy holds all that is there. */
	async end(): Promise<void> {
		now += 30 * HOUR;
		const { names } = await this.backup.run();
		const all = [...this.watched.reached().flatMap(({ files }) => files), ...this.watched.covers];
		const missing = all.filter((name) => !this.backup.copied.has(name));
		expect({ missing, names }).toEqual({ missing: [], names });
	}
}

test('whatever people do, and whatever search leaves out, a run finds what search shows, and a full check the rest', async () => {
	const steps = fc.array(step, { minLength: 20, maxLength: 80, size: 'max' });
	const operations = fc.constantFrom<Operation>('page', 'workspace');
	// How far Notion's clock is from that of this server.
	const ahead = fc.constantFrom(0, 0, -3 * HOUR, 3 * HOUR, 26 * HOUR);
	await fc.assert(
		fc.asyncProperty(operations, ahead, steps, async (operation, offset, all) => {
			now = BEGINNING;
			const story = new Story(operation);
			story.watched.sandbox.clock.advance(offset);
			for (const one of all) await story.take(one);
			await story.end();
		}),
		// `STORIES=1000 SEED=1 npx jest <this file>` tries others.
		{
			endOnFailure: true,
			numRuns: Number(process.env.STORIES ?? 10),
			seed: Number(process.env.SEED ?? 20_260_105),
		},
	);
});
