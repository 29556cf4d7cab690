import { NotionFilesError } from '../errors';
import { asText, type Json } from '../json';
import { mention } from '../mentions';
import type { NotionReader } from '../locate/NotionReader';
import { listPages, type Listing } from './listPages';
import type { NotionAnswers } from './NotionClient';

/**
 * The comments on pages and blocks. Only an answer shows whether a connection is allowed to read comments,
 * so all other requests wait for the first one: if it is refused, it throws, and every later list of the run
 * is empty, without a request for each of a thousand blocks.
 */
export function commentLists(client: NotionAnswers): NotionReader['comments'] {
	let firstAnswer: Promise<void> | undefined;
	let refused = false;

	/** Reported to the first that is refused, and to nobody after. */
	const isNews = (thrown: unknown): boolean => {
		if (!isRefusal(thrown)) return true;
		const first = !refused;
		refused = true;
		return first;
	};

	return async function* (blockId, onCut, wantsMore) {
		// The first must not pause here: others that ask at the same time would not see it.
		if (firstAnswer) await firstAnswer;
		if (refused) return;
		const list = listPages(client, { ...listing(blockId), wantsMore }, onCut);
		const begun = list
			.next()
			.catch((thrown: unknown) => (isNews(thrown) ? Promise.reject(thrown) : END));
		firstAnswer ??= begun.then(settled, settled);
		const { done, value } = await begun;
		if (done) return;
		yield value;
		yield* list;
	};
}

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

function settled(): void {}

function listing(blockId: string): Listing {
	return {
		path: '/comments',
		query: `block_id=${encodeURIComponent(blockId)}`,
		subject: `the comments on ${mention('a page or block', blockId)}`,
		identify: ({ id }: Json) => asText(id),
	};
}

function isRefusal(thrown: unknown): boolean {
	return thrown instanceof NotionFilesError && thrown.code === 'missingCapability';
}
