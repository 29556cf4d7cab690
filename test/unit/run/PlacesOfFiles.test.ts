import { compileFilters } from '../../../nodes/NotionFiles/files/filters/filters';
import type { NotionFile } from '../../../nodes/NotionFiles/files/NotionFile';
import { PlacesOfFiles } from '../../../nodes/NotionFiles/run/PlacesOfFiles';
import { Quota } from '../../../nodes/NotionFiles/run/Quota';
import type { Settings } from '../../../nodes/NotionFiles/parameters/settings';
import { PAGE } from '../locate/samples';
import { notionFile } from '../output/samples';

const settings = {
	filters: compileFilters({
		kinds: undefined,
		namePattern: 'Invoice*',
		maximumBytes: undefined,
		hostedBy: 'any',
	}),
} as Settings;

const OTHER = { ...PAGE, id: 'q' };

const named = (name: string, more: Partial<NotionFile> = {}): NotionFile =>
	notionFile({ name, ...more });

function take(...files: NotionFile[]) {
	const places = new PlacesOfFiles();
	const jobs = files.map((file) => places.take({ kind: 'file', itemIndex: 0, file, settings }));
	return { places, jobs };
}

const nameOf = (job: { file: NotionFile } | undefined): string | undefined => job?.file.name;

test('the first place that the filters admit has the job, and learns of the others', () => {
	const { jobs, places } = take(
		named('cover.png'),
		named('Invoice 7.png'),
		named('image.png'),
		named('Invoice seven.png'),
	);
	expect(jobs.map(nameOf)).toEqual([undefined, 'Invoice 7.png', undefined, undefined]);
	expect(jobs[1]?.places.others.map(({ name }) => name)).toEqual(['Invoice seven.png']);
	expect(places.leftOutOn(PAGE.id)).toEqual([]);
	expect(places.leftOutElsewhere()).toEqual([]);
});

test('a file that is admitted nowhere is skipped once, at the end of its page', () => {
	const { jobs, places } = take(
		named('cover.png'),
		named('image.png'),
		named('cover.png', { page: OTHER }),
	);
	expect(jobs).toEqual([undefined, undefined, undefined]);
	expect(places.leftOutOn(PAGE.id).map(nameOf)).toEqual(['cover.png']);
	expect(places.leftOutOn(PAGE.id)).toEqual([]);
	expect(places.leftOutElsewhere().map(({ file }) => file.page.id)).toEqual(['q']);
});

test('another file, and the same one on another page, have jobs of their own', () => {
	const { jobs } = take(
		named('Invoice 1.png'),
		named('Invoice 1.png', { fileId: 'f'.repeat(32) }),
		named('Invoice 1.png', { page: OTHER }),
	);
	expect(jobs.filter((job) => job !== undefined)).toHaveLength(3);
});

test.each([
	['failed', false],
	['leftOut', true],
] as const)('a further place of a file that %s has a job, and is counted (%p)', (soFar, counts) => {
	const places = new PlacesOfFiles();
	const quota = new Quota(9, new AbortController().signal);
	const take = (file: NotionFile) =>
		places.take({ kind: 'file', itemIndex: 0, file, settings, quota });
	const first = take(named('Invoice 1.png'));
	first!.places.soFar = soFar;
	const next = take(named('Invoice 2.png'));
	expect(next?.places).toBe(first?.places);
	expect(next?.quota).toBe(counts ? quota : undefined);
	expect(take(named('Invoice 3.png'))).toBeUndefined();
	expect(next?.places.others.map(({ name }) => name)).toEqual(['Invoice 3.png']);
});
