import { sha256Of } from '../sandbox';
import { contentOf, largeFile } from '../tools/pagePlan';
import { expectWithinLimit } from './figure';
import {
	EXECUTIONS,
	FILES,
	LARGE_FILE_BYTES,
	measure,
	type Figures,
	type Measured,
} from './measure';

const FAULTY = FILES / 20;

let measured: Measured;

beforeAll(async () => {
	measured = await measure();
}, 600_000);

describe(`Of ${EXECUTIONS * FILES} files in ${EXECUTIONS} executions, one in twenty with a fault on the wire`, () => {
	test('every one arrives whole, and only what broke is asked for again', () => {
		const { reports } = measured.executions;
		expect(reports).toHaveLength(EXECUTIONS);
		for (const { asked, ...report } of reports) {
			expect(report).toMatchObject({ items: FILES, whole: FILES, faulty: FAULTY });
			expect({ error: report.error, left: report.left }).toEqual({ left: [] });
			// Some of the faults, as an answer in chunks, are none for a download.
			expect(asked).toBeLessThanOrEqual(FILES + FAULTY);
		}
	});

	test('no socket, no timer and nothing else is left at the end', () => {
		const { leftOver, openConnections } = measured.executions;
		expect({ leftOver, openConnections }).toEqual({ leftOver: [], openConnections: 0 });
	});
});

test(`a file of ${LARGE_FILE_BYTES / 1024 ** 2} MiB streams, whole`, () => {
	expect(measured.largeFile.json).toMatchObject({
		fileSize: LARGE_FILE_BYTES,
		sha256: sha256Of(contentOf(largeFile(LARGE_FILE_BYTES), 0)),
	});
});

test.each<[string, keyof Figures]>([
	['nothing of an execution is kept when it is over', 'heapOfExecution'],
	['while one runs, the heap grows by no more than the items that n8n is given', 'heapOfFile'],
	['the bytes of the files are not held', 'bytesHeld'],
	['the process does not grow from execution to execution', 'processGrowth'],
	['nor while a large file streams', 'largeFileGrowth'],
])('%s', (_, figure) => {
	expectWithinLimit(figure, measured.figures[figure]);
});
