import { unexpected, type NotionFilesError } from '../errors';
import { Feed } from '../flow/Feed';
import { Descent } from './Descent';
import type { Finding } from './Finding';
import type { Entry, Located, Pace } from './Located';
import type { Place } from './parents';

export type { Entry, Located, Pace };

/** How many branches begin each other without a pause. */
const MOST_NESTED = 50;

let nested = 0;

type Read = (branch: Branch) => Promise<void>;

/**
 * A part of a page (a page, the children of a block): findings and further branches in document order,
 * arriving as Notion answers. It never rejects: what cannot be read becomes a finding in its place, so
 * that a broken branch does not affect the others.
 */
export class Branch implements Located {
	readonly entries = new Feed<Entry>();

	pageId: string | undefined;

	place: Place | undefined;

	private pace: Pace | undefined;

	private read: Read | undefined;

	/** @param read fills the branch; what it throws ends the branch with a finding that says so. */
	constructor(read: Read) {
		this.read = read;
	}

	begin(pace: Pace): void {
		if (this.pace !== undefined) return;
		this.pace = pace;
		void this.run();
	}

	add(findings: Finding[]): void {
		findings.forEach((finding) => this.entries.push({ kind: 'finding', finding }));
	}

	addBranch(branch: Located): void {
		this.expect([branch]);
		this.entries.push({ kind: 'branch', branch });
	}

	/** To be called with branches that will be added later and can be read before that. */
	expect(branches: readonly Located[]): void {
		if (this.pace === 'ahead') branches.forEach((branch) => branch.begin?.('ahead'));
	}

	/** Resolves when more of it is wanted than it has. */
	readonly wantsMore = async (): Promise<void> => {
		if (this.pace === 'onDemand') await this.entries.whenAwaited();
	};

	private async run(): Promise<void> {
		const { read } = this;
		this.read = undefined;
		// Branches that begin each other may nest deeper than calls can.
		if (nested >= MOST_NESTED) await undefined;
		try {
			nested += 1;
			const reading = read?.(this);
			nested -= 1;
			await reading;
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

/** The findings of a branch and of all below it, in document order. */
export async function* findingsOf(root: Located): AsyncGenerator<Finding, void, undefined> {
	const descent = new Descent(root, 'ahead');
	try {
		for (let next = await descent.next(); next; next = await descent.next()) yield next;
	} finally {
		await descent.close();
	}
}
