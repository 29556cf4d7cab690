import { isUnreadable, NotionFilesError, toNotionFilesError } from '../errors';
import { Branch } from './Branch';
import type { Visit } from './Visit';

/** No page that people make is as deep; what is deeper goes in circles that no ID gives away. */
const DEEPEST_LEVEL = 500;

/** Where in a walk a branch is read. */
export interface Place {
	/** 0 for what the user picked; only below it is an unreadable branch left out rather than an error. */
	level: number;
	visit: Visit;
}

/** The branches of a walk, each read once however often it is met. */
export class BranchesOnce {
	private readonly branches = new Map<string, Branch>();

	/**
	 * The branch that is known by this key, or a new one.
	 * @param what it is, as it reads in a sentence
	 */
	once(key: string, what: string, at: Place, read: (branch: Branch) => Promise<void>): Branch {
		const known = this.branches.get(key);
		if (known) return known;
		const branch = new Branch(async (self) => {
			const problem =
				at.level > DEEPEST_LEVEL ? tooDeep(what) : await read(self).then(() => undefined, asOurs);
			if (problem === undefined) return;
			at.visit.disturb();
			if (at.level <= 0 || !isUnreadable(problem)) throw problem;
			self.add([{ kind: 'skipped', reason: `Left out ${what}: ${problem.message}` }]);
		});
		this.branches.set(key, branch);
		return branch;
	}
}

export function asOurs(thrown: unknown): NotionFilesError {
	return toNotionFilesError(thrown, {
		code: 'notionUnavailable',
		message: 'Reading from Notion ended unexpectedly',
	});
}

function tooDeep(what: string): NotionFilesError {
	return new NotionFilesError({
		code: 'unsupportedByNotion',
		message: `it lies more than ${DEEPEST_LEVEL} levels deep (${what})`,
	});
}
