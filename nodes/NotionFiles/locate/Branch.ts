import { unexpected, type NotionFilesError } from '../errors';
import { Feed } from '../flow/Feed';
import type { Finding } from './Finding';

export type Entry = { kind: 'finding'; finding: Finding } | { kind: 'branch'; branch: Located };

/** Findings in document order, and parts with findings of their own in their places among them. */
export interface Located {
	readonly entries: AsyncIterable<Entry>;
	/** Of a root: adds to a finding what only those need that are wanted. */
	complete?(finding: Finding): Promise<Finding>;
}

/**
 * A part of a page (a page, the children of a block) whose reading has begun: findings and further
 * branches in document order, arriving as Notion answers. It never rejects: what cannot be read becomes
 * a finding in its place, so that a broken branch does not affect the others.
 */
export class Branch implements Located {
	readonly entries = new Feed<Entry>();

	/** @param read fills the branch; what it throws ends the branch with a finding that says so. */
	constructor(read: (branch: Branch) => Promise<void>) {
		void this.run(read);
	}

	add(findings: Finding[]): void {
		findings.forEach((finding) => this.entries.push({ kind: 'finding', finding }));
	}

	addBranch(branch: Located): void {
		this.entries.push({ kind: 'branch', branch });
	}

	private async run(read: (branch: Branch) => Promise<void>): Promise<void> {
		try {
			await read(this);
		} catch (thrown) {
			this.add([{ kind: 'failed', error: asOurs(thrown) }]);
		}
		this.entries.close();
	}
}

/** Whatever ended the reading of something, as our error. */
export function asOurs(thrown: unknown): NotionFilesError {
	return unexpected(thrown, 'reading from Notion');
}

/**
 * The findings of a branch and of all below it, in document order and each branch once: a synced
 * block that holds itself ends here, and the second copy of one adds nothing. Iterative, because
 * toggles nest as deep as people like. A branch is forgotten when its end is reached.
 */
export async function* findingsOf(root: Located): AsyncGenerator<Finding, void, undefined> {
	const seen = new WeakSet([root]);
	const open = [root.entries[Symbol.asyncIterator]()];
	try {
		for (let top = open.at(-1); top; top = open.at(-1)) {
			const next = await top.next();
			if (next.done) {
				open.pop();
			} else if (next.value.kind === 'finding') {
				const { finding } = next.value;
				yield root.complete ? await root.complete(finding) : finding;
			} else if (!seen.has(next.value.branch)) {
				seen.add(next.value.branch);
				open.push(next.value.branch.entries[Symbol.asyncIterator]());
			}
		}
	} finally {
		for (const entries of open.reverse()) await entries.return?.();
	}
}
