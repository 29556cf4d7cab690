import { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { compileFilters } from '../../../nodes/NotionFiles/files/filters/filters';
import type { FilePlace, NotionFile } from '../../../nodes/NotionFiles/files/NotionFile';
import type { FileJob } from '../../../nodes/NotionFiles/run/Job';
import { settled } from '../../../nodes/NotionFiles/run/otherPlaces';
import type { Delivered } from '../../../nodes/NotionFiles/run/deliver';
import type { Settings } from '../../../nodes/NotionFiles/parameters/settings';
import { notionFile, SIGNED } from '../output/samples';
import { collect } from '../promises';

const PROPERTY: FilePlace = { source: 'property', property: { id: 'd', name: 'Docs', index: 0 } };
const IMAGE: FilePlace = { source: 'block', block: { id: 'b', type: 'image' } };
const FILE: FilePlace = { source: 'block', block: { id: 'b', type: 'file' } };

const at = (place: FilePlace, name: string, more: Partial<NotionFile> = {}): NotionFile =>
	notionFile({ place, name, ...more });

function jobAt(file: NotionFile, otherPlaces: NotionFile[] = [], namePattern?: string): FileJob {
	const filters = compileFilters({
		kinds: undefined,
		namePattern,
		maximumBytes: undefined,
		hostedBy: 'any',
	});
	return { kind: 'file', itemIndex: 0, file, otherPlaces, settings: { filters } as Settings };
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

async function outcomes(first: Delivered, perform: (job: FileJob) => Delivered = given) {
	const all = await collect(settled([first], async (job) => perform(job)));
	return all.map((outcome) => {
		if (outcome.kind === 'given') return outcome.known.fileName;
		return outcome.kind === 'failed' ? `failed: ${outcome.file?.name}` : 'left out';
	});
}

describe('a file has the name of the first of its places that has one of its own', () => {
	test.each<[string, NotionFile, NotionFile[], string]>([
		['none has', at(IMAGE, 'a.png'), [at({ source: 'cover' }, 'b.png')], 'a.png'],
		['its own', at(PROPERTY, 'a.png'), [at(FILE, 'b.png')], 'a.png'],
		['a property', at({ source: 'cover' }, 'a.png'), [at(PROPERTY, 'b.png')], 'b.png'],
		['a file block', at(IMAGE, 'a.png'), [at(IMAGE, 'b.png'), at(FILE, 'c.png')], 'c.png'],
		['the first of two', at(IMAGE, 'a.png'), [at(FILE, 'b.png'), at(FILE, 'c.png')], 'b.png'],
		['with its extension', at(IMAGE, 'a.png'), [at(FILE, 'Plan')], 'Plan.png'],
	])('%s', async (_, file, others, name) => {
		expect(await outcomes(given(jobAt(file, others)))).toEqual([name]);
	});

	test('if the filters admit that name', async () => {
		const others = [at(FILE, 'draft'), at(FILE, 'a plan')];
		expect(await outcomes(given(jobAt(at(IMAGE, 'a.png'), others, 'a*.png')))).toEqual([
			'a plan.png',
		]);
	});

	test('but not if that is a link with another signature', async () => {
		const link = (url: string) => ({ link: { kind: 'plain', url, hosting: 'external' } }) as const;
		const first = at(IMAGE, 'a.png', link('https://example.com/a?sig=1&se=1'));
		const other = at(FILE, 'b.png', link('https://example.com/a?sig=2&se=2'));
		expect(await outcomes(given(jobAt(first, [other])))).toEqual(['a.png']);
	});

	test('with its place, under the link that was used', async () => {
		const link = { ...SIGNED, url: `${SIGNED.url}2` };
		const first = given(jobAt(at(IMAGE, 'a.png', { link }), [at(FILE, 'b.jpg')]));
		const [outcome] = await collect(settled([first], async (job) => given(job)));
		expect(outcome).toMatchObject({
			kind: 'given',
			job: { file: { place: FILE, link } },
			known: { mimeType: 'image/png', fileSize: 7 },
			binary: { fileName: 'b.jpg', fileExtension: 'jpg', data: 'filesystem' },
		});
	});

	test('also if only links are returned', async () => {
		const job = jobAt(at(IMAGE, 'a.png'), [at(FILE, 'b.jpg')]);
		const first: Delivered = { ...given(job), binary: undefined } as Delivered;
		expect(await outcomes(first)).toEqual(['b.jpg']);
	});
});

describe('the next place gets its turn', () => {
	const places = [at(IMAGE, 'b.png'), at(IMAGE, 'c.png'), at(IMAGE, 'd.png')];

	test('if a link fails, and each failure is reported', async () => {
		const perform = (job: FileJob): Delivered =>
			job.file.name === 'b.png' ? failed(job) : given(job);
		expect(await outcomes(failed(jobAt(at(IMAGE, 'a.png'), places)), perform)).toEqual([
			'failed: a.png',
			'failed: b.png',
			'c.png',
		]);
	});

	test('if its name was excluded once it was known', async () => {
		const job = jobAt(at(IMAGE, 'a'), places);
		expect(await outcomes({ kind: 'leftOut', filter: 'namePattern', name: 'a.png', job })).toEqual([
			'left out',
			'b.png',
		]);
	});

	test('but not if the file is excluded at every place', async () => {
		expect(await outcomes({ kind: 'leftOut', filter: 'maximumSize', name: 'a.png' })).toEqual([
			'left out',
		]);
	});
});
