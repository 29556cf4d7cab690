import type { IDataObject } from 'n8n-workflow';
import { clock } from '../flow/clock';

interface Poll {
	/** What n8n keeps for it: one object for all polls of one version of the workflow. */
	kept: IDataObject;
	/** When its time is over, as `clock` counts. */
	until: number;
}

/**
 * n8n starts a poll whether or not the one before it has ended, and polls may take minutes: both would
 * return the same files, so the later one has to stand down. Two things must not silence a trigger:
 *
 * - A poll of a version of the workflow that n8n has given up on. Its result is dropped, so it cannot
 *   learn for the new version what is there.
 * - A poll that hangs, in a store that never answers: it counts until its time is over.
 */
export class PollsUnderWay {
	private readonly byNode = new Map<string, Set<Poll>>();

	/**
	 * @param isReady whether the poll knows what was there in the beginning
	 * @returns what to call at its end; undefined if the poll has to stand down
	 */
	enter(node: string, poll: Poll, isReady: boolean): (() => void) | undefined {
		const polls = this.byNode.get(node) ?? new Set();
		const now = clock.now();
		for (const other of polls) {
			if (other.until > now && (isReady || other.kept === poll.kept)) return undefined;
		}
		polls.add(poll);
		this.byNode.set(node, polls);
		return () => {
			polls.delete(poll);
			if (polls.size === 0 && this.byNode.get(node) === polls) this.byNode.delete(node);
		};
	}
}
