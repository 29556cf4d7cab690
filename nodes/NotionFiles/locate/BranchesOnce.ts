import { mayBeLeftOut, NotionFilesError } from '../errors';
import type { Finding } from './Finding';
import { asOurs, Branch } from './Branch';

/** No page that people make is this deep; anything deeper goes in circles that no ID reveals. */
const DEEPEST_LEVEL = 500;

/** The branches of a walk, each read once however often it is met. */
export class BranchesOnce {
	private readonly branches = new Map<string, Branch>();

	constructor(private readonly onProblem: () => void) {}

	/** The branch that is known by this key, or a new one; for the rest see `branchAt`. */
	once(key: string, what: string, level: number, read: (branch: Branch) => Promise<void>): Branch {
		const known = this.branches.get(key);
		if (known) return known;
		const branch = branchAt(level, what, read, this.onProblem);
		this.branches.set(key, branch);
		return branch;
	}
}

/**
 * A branch somewhere in a tree.
 * @param level 0 for what the user picked; only below it is an unreadable branch skipped instead of an
 * error
 * @param what it is, as it reads in a sentence
 */
export function branchAt(
	level: number,
	what: string,
	read: (branch: Branch) => Promise<void>,
	onProblem: () => void = () => {},
): Branch {
	return new Branch(async (branch) => {
		const reading = level > DEEPEST_LEVEL ? Promise.reject(tooDeep()) : read(branch);
		await reading.catch((thrown: unknown) => {
			onProblem();
			branch.add([notRead(thrown, level, what)]);
		});
	});
}

/** What is read; undefined if Notion does not return it. */
export async function ifReadable<T>(reading: Promise<T>): Promise<T | undefined> {
	return await reading.catch((thrown: unknown) => {
		if (thrown instanceof NotionFilesError && mayBeLeftOut(thrown)) return undefined;
		return Promise.reject(thrown);
	});
}

/** What to report about something that could not be read. */
export function notRead(thrown: unknown, level: number, what: string): Finding {
	const error = asOurs(thrown);
	return level <= 0 || !mayBeLeftOut(error)
		? { kind: 'failed', error }
		: { kind: 'skipped', reason: `Skipped ${what}: ${error.sentence}` };
}

function tooDeep(): NotionFilesError {
	return new NotionFilesError({
		code: 'unsupportedByNotion',
		message: `it is nested more than ${DEEPEST_LEVEL} levels deep`,
	});
}
