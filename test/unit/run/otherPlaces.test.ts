import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { compileFilters } from '../../../nodes/NotionFiles/files/filters/filters';
import type { FilePlace, NotionFile } from '../../../nodes/NotionFiles/files/NotionFile';
import type { FileJob } from '../../../nodes/NotionFiles/run/Job';
import { Quota } from '../../../nodes/NotionFiles/run/Quota';
import { getAnywhere, Outcomes } from '../../../nodes/NotionFiles/run/otherPlaces';
import type { Delivered } from '../../../nodes/NotionFiles/run/deliver';
import type { Settings } from '../../../nodes/NotionFiles/parameters/settings';
import { notionFile, SIGNED } from '../output/samples';

const PROPERTY: FilePlace = { source: 'property', property: { id: 'd', name: 'Docs', index: 0 } };
const IMAGE: FilePlace = { source: 'block', block: { id: 'b', type: 'image' } };
const FILE: FilePlace = { source: 'block', block: { id: 'b', type: 'file' } };

const at = (place: FilePlace, name: string, more: Partial<NotionFile> = {}): NotionFile =>
	notionFile({ place, name, ...more });

function jobAt(file: NotionFile, others: NotionFile[] = [], namePattern?: string): FileJob {
	const filters = compileFilters({
		kinds: undefined,
		namePattern,
		maximumBytes: undefined,
		hostedBy: 'any',
	});
	const settings = { filters } as Settings;
	return { kind: 'file', itemIndex: 0, file, places: { others }, settings };
}

const given = (job: FileJob, mimeType = 'image/png'): Delivered => ({
	kind: 'given',
	job,
	known: { fileName: job.file.name, mimeType, fileSize: 7 },
	binary: { data: 'filesystem', mimeType, fileName: job.file.name },
});

const failed = (job: FileJob): Delivered => ({
	kind: 'failed',
	itemIndex: 0,
	error: new NotionFilesError({ code: 'fileGone', message: 'It is gone' }),
	file: job.file,
	job,
});

const leftOut = (job: FileJob): Delivered => ({
	kind: 'leftOut',
	filter: 'namePattern',
	name: job.file.name,
	job,
});

const toldOf = (outcome: Delivered): string | undefined => {
	if (outcome.kind === 'given') return outcome.known.fileName;
	return outcome.kind === 'failed' ? `failed: ${outcome.file?.name}` : 'left out';
};

type Perform = (job: FileJob) => Delivered;

async function outcomesOf(jobs: FileJob[], perform: Perform = given) {
	const outcomes = new Outcomes();
	for (const job of jobs) outcomes.add(await getAnywhere(job, async (at) => perform(at)));
	return [...outcomes.take()];
}

const told = async (jobs: FileJob[], perform?: Perform) =>
	(await outcomesOf(jobs, perform)).map(toldOf);

describe('a file has the name of the first of its places that has one of its own', () => {
	test.each<[string, NotionFile, NotionFile[], string]>([
		['none has', at(IMAGE, 'a.png'), [at({ source: 'cover' }, 'b.png')], 'a.png'],
		['its own', at(PROPERTY, 'a.png'), [at(FILE, 'b.png')], 'a.png'],
		['a property', at({ source: 'cover' }, 'a.png'), [at(PROPERTY, 'b.png')], 'b.png'],
		['a file block', at(IMAGE, 'a.png'), [at(IMAGE, 'b.png'), at(FILE, 'c.png')], 'c.png'],
		['the first of two', at(IMAGE, 'a.png'), [at(FILE, 'b.png'), at(FILE, 'c.png')], 'b.png'],
		['with its extension', at(IMAGE, 'a.png'), [at(FILE, 'Plan')], 'Plan.png'],
	])('%s', async (_, file, others, name) => {
		expect(await told([jobAt(file, others)])).toEqual([name]);
	});

	test('if the filters admit that name', async () => {
		const others = [at(FILE, 'draft'), at(FILE, 'a plan')];
		expect(await told([jobAt(at(IMAGE, 'a.png'), others, 'a*.png')])).toEqual(['a plan.png']);
	});

	test('but not if that is a link with another signature', async () => {
		const link = (url: string) => ({ link: { kind: 'plain', url, hosting: 'external' } }) as const;
		const first = at(IMAGE, 'a.png', link('https://example.com/a?sig=1&se=1'));
		const other = at(FILE, 'b.png', link('https://example.com/a?sig=2&se=2'));
		expect(await told([jobAt(first, [other])])).toEqual(['a.png']);
	});

	test('with its place, under the link that was used', async () => {
		const link = { ...SIGNED, url: `${SIGNED.url}2` };
		const [outcome] = await outcomesOf([jobAt(at(IMAGE, 'a.png', { link }), [at(FILE, 'b.jpg')])]);
		expect(outcome).toMatchObject({
			kind: 'given',
			job: { file: { place: FILE, link } },
			known: { mimeType: 'image/png', fileSize: 7 },
			binary: { fileName: 'b.jpg', fileExtension: 'jpg', data: 'filesystem' },
		});
	});

	test('also if only links are returned', async () => {
		const job = jobAt(at(IMAGE, 'a.png'), [at(FILE, 'b.jpg')]);
		const linkOf: Perform = (where) => ({ ...given(where), binary: undefined }) as Delivered;
		expect(await told([job], linkOf)).toEqual(['b.jpg']);
	});
});

describe('the next place gets its turn', () => {
	/** By the first letter of a name. */
	const perform: Perform = (job) => {
		switch (job.file.name.charAt(0)) {
			case 'f':
				return failed(job);
			case 'l':
				return leftOut(job);
			case 's':
				return tooLarge(job);
			default:
				return given(job);
		}
	};

	const tooLarge = ({ file }: FileJob): Delivered => ({
		kind: 'leftOut',
		filter: 'maximumSize',
		name: file.name,
	});

	const ROWS: Array<[names: string[], outcome: string]> = [
		[['f1', 'a', 'b'], 'a'],
		[['f1', 'f2', 'a'], 'a'],
		[['l1', 'a'], 'a'],
		[['f1', 'f2'], 'failed: f1'],
		[['l1', 'f2', 'l3'], 'failed: f2'],
		[['l1', 'l2'], 'left out'],
		[['s1', 'a'], 'left out'],
		[['f1', 's2', 'a'], 'left out'],
	];

	test.each(ROWS)('of %j, all known: %s', async (names, outcome) => {
		const [file, ...others] = names.map((name) => at(IMAGE, name));
		expect(await told([jobAt(file!, others)], perform)).toEqual([outcome]);
	});

	test.each(ROWS.filter(([names]) => !/[bs]/.test(names.join())))(
		'of %j, each met after the one before was tried, in the place of the first: %s',
		async (names, outcome) => {
			const [first, ...more] = names.map((name) => jobAt(at(IMAGE, name)));
			const other = jobAt(at(IMAGE, 'other'));
			const further = more.map((job) => ({ ...job, places: first!.places }));
			expect(await told([first!, other, ...further], perform)).toEqual([outcome, 'other']);
		},
	);

	test.each(['f1', 'l1'])('%s, and then excluded wherever it is, is excluded', async (name) => {
		const first = jobAt(at(IMAGE, name));
		const outcomes = new Outcomes();
		outcomes.add(await getAnywhere(first, async (job) => perform(job)));
		const { places } = first;
		places.before = places.soFar;
		const last = await getAnywhere({ ...jobAt(at(IMAGE, 's2')), places }, async (job) =>
			perform(job),
		);
		outcomes.add(last);
		expect([...outcomes.take()]).toEqual([last]);
	});

	test.each([
		['f1', 'failed', false],
		['l1', 'leftOut', true],
		['a', undefined, false],
	])('%s leaves it %s, with room for another: %p', async (name, soFar, hasRoom) => {
		const quota = new Quota(1, new AbortController().signal);
		quota.take();
		const job = { ...jobAt(at(IMAGE, name)), quota };
		await outcomesOf([job], perform);
		expect(job.places.soFar).toBe(soFar);
		expect(quota.take()).toBe(hasRoom);
	});
});
