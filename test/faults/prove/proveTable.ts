import { Allowance } from '../../../nodes/NotionFiles/flow/Allowance';
import { hintsOf, NODE } from '../../harness/notionFiles';
import { expectsFailure, wayToFail, type Row, type Table } from '../row';
import { buildScene, type Scene } from '../scene/scene';
import { useSceneClocks } from '../scene/SceneClock';
import { leftovers } from './leftovers';
import { errorItems, expectedOutcomes, failureAt, outcomesOf } from './outcomes';
import { faultsOfRequests } from './requests';
import { runScene, type OnError, type Ran } from './runScene';
import { faultsOfError, faultsOfSentence, namesFile } from './sentences';
import { leftAfterDeletion } from './store';
import { timersByTurns } from './timersByTurns';

/** Most of a row is waiting, so many run at once. */
const ROWS_AT_ONCE = 8;

/** A finished row: judged by its test when that has its turn. */
type Judgement = () => void;

/** Turns every row of a table into a test. The rows run in parallel, each in its own world. */
export function proveTable({
	title,
	rows,
	rowsAtOnce = ROWS_AT_ONCE,
	notionIsSilent,
}: Table): void {
	describe(title, () => {
		useSceneClocks();
		timersByTurns(notionIsSilent === true);
		const running = new Map<Row, Promise<Judgement>>();
		beforeAll(() => {
			const slots = new Allowance(rowsAtOnce);
			const modes = modesOf(rows);
			for (const row of patientFirst(rows)) {
				running.set(
					row,
					inSlot(slots, async () => await proveRow(row, modes(row))),
				);
			}
		});
		afterAll(async () => void (await Promise.allSettled(running.values())));

		test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) =>
			(await running.get(row))?.(),
		);
	});
}

/** Silence takes half a second, in which other rows can run. */
function patientFirst(rows: readonly Row[]): Row[] {
	const isPatient = ({ options }: Row): number => (options?.stallTimeout === undefined ? 0 : 1);
	return [...rows].sort((one, other) => isPatient(other) - isPatient(one));
}

/** A failure must happen under both of n8n's settings; under Stop, once for each way to fail is enough. */
function modesOf(rows: readonly Row[]): (row: Row) => readonly OnError[] {
	const stopping = new Map<string, Row>();
	for (const row of rows) {
		const way = wayToFail(row.expect);
		if (!stopping.has(way)) stopping.set(way, row);
	}
	return (row) =>
		expectsFailure(row.expect) && stopping.get(wayToFail(row.expect)) === row
			? ['continueRegularOutput', 'stopWorkflow']
			: ['continueRegularOutput'];
}

async function inSlot(slots: Allowance, prove: () => Promise<Judgement>): Promise<Judgement> {
	const leave = await slots.take();
	try {
		return await prove();
	} catch (thrown) {
		return () => {
			throw thrown;
		};
	} finally {
		leave();
	}
}

async function proveRow(row: Row, modes: readonly OnError[]): Promise<Judgement> {
	const judgements = await Promise.all(modes.map(async (mode) => await proveOnce(row, mode)));
	return () => judgements.forEach((judge) => judge());
}

async function proveOnce(row: Row, mode: OnError): Promise<Judgement> {
	const scene = await buildScene(row.scene);
	try {
		await row.provoke(scene);
		const ran = await runScene(scene, row, mode);
		const left = await leftovers(scene, ran);
		const judge =
			mode === 'stopWorkflow'
				? judgeStop(row, scene, ran, left)
				: await judgeContinue(row, scene, ran, left);
		const undeleted = await leftAfterDeletion(ran.executionId);
		return () => {
			judge();
			expect(undeleted).toEqual([]);
		};
	} finally {
		await scene.close();
	}
}

/** A hint that says which error items there are. */
const COUNTS_ERRORS = /could not be downloaded: |^Files may be missing: /;

async function judgeContinue(
	row: Row,
	scene: Scene,
	ran: Ran,
	left: readonly string[],
): Promise<Judgement> {
	const outcomes = await outcomesOf(scene, ran);
	const errors = errorItems(ran.result.items(NODE));
	const asked = faultsOfRequests(scene, row);
	const all = hintsOf(ran.result);
	const hints = all.filter((hint) => !COUNTS_ERRORS.test(hint));
	const told = hints.filter((hint) => !row.hints?.some((wanted) => wanted.test(hint)));
	const unused = row.leavesFaults ? 0 : scene.sandbox.faults.pending;
	return () => {
		expect(ran.result.error?.message).toBeUndefined();
		expect(outcomes).toEqual(expectedOutcomes(scene, row.expect));
		expect({ left, asked, told, unused }).toEqual({ left: [], asked: [], told: [], unused: 0 });
		expect(hints).toHaveLength(row.hints?.length ?? 0);
		expect(all.length > hints.length).toBe(errors.length > 0);
		expect(errors.flatMap((error) => faultsOf(error, row, scene))).toEqual([]);
	};
}

function faultsOf(
	error: ReturnType<typeof errorItems>[number],
	{ expect: expectation }: Row,
	scene: Scene,
): string[] {
	const place = scene.files.find(({ name }) => name === error.details.fileName)?.place;
	const failure = place
		? failureAt(expectation, place)
		: expectation.also?.find(({ code }) => code === error.details.code);
	return failure ? faultsOfError(error, failure, scene) : [`Nobody expected “${error.error}”`];
}

/** The run ends in one error, the first, about one of those that had to fail. */
function judgeStop(row: Row, scene: Scene, ran: Ran, left: readonly string[]): Judgement {
	const { message = '', description } = ran.result.error ?? {};
	const failed = scene.files.filter(({ place }) => failureAt(row.expect, place));
	const isNamed = failed.some((file) => namesFile(message, file));
	return () => {
		expect(left).toEqual([]);
		expect(faultsOfSentence(message)).toEqual([]);
		expect(message).not.toBe('');
		expect(description).toMatch(/\.|”$/);
		if (!row.expect.also) expect({ message, isNamed }).toEqual({ message, isNamed: true });
	};
}
