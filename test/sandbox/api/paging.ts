import { randomUUID } from 'node:crypto';
import { type SandboxSettings } from '../settings';
import { validationError } from './errors';

type PagingSettings = Pick<SandboxSettings, 'maximumPageSize' | 'firstAnswersEmpty'>;

/** The part of a listing that a request asks for. */
export interface PageRequest {
	readonly startCursor: string | undefined;
	readonly pageSize: number;
}

/** One page of a listing. */
export interface ListingPage<Entry> {
	readonly entries: readonly Entry[];
	readonly nextCursor: string | null;
}

interface Position {
	readonly listing: string;
	readonly id: string;
	readonly index: number;
}

/** Cursors that say nothing: each belongs to one listing and remembers the entry it stands before. */
export class Cursors {
	private readonly positions = new Map<string, Position>();

	/**
	 * Cuts one page out of a listing.
	 * @param listing names it: a cursor of another one is refused
	 * @param by what a cursor remembers. By place, what moves in the listing meanwhile makes the others appear
	 * twice, or not at all.
	 */
	page<Entry extends { readonly id: string }>(
		listing: string,
		all: readonly Entry[],
		{ startCursor, pageSize }: PageRequest,
		by: 'entry' | 'place' = 'entry',
	): ListingPage<Entry> {
		const start = startCursor === undefined ? 0 : this.indexFor(startCursor, listing, all, by);
		const entries = all.slice(start, start + pageSize);
		const next = all[start + pageSize];
		if (!next) return { entries, nextCursor: null };
		const nextCursor = randomUUID();
		this.positions.set(nextCursor, { listing, id: next.id, index: start + pageSize });
		return { entries, nextCursor };
	}

	// The entry may have moved or gone since: by id first, else by place.
	private indexFor(
		cursor: string,
		listing: string,
		all: readonly { id: string }[],
		by: 'entry' | 'place',
	): number {
		const position = this.positions.get(cursor);
		if (position?.listing !== listing) {
			throw validationError(`The start_cursor provided is invalid: ${cursor}`);
		}
		if (by === 'place') return position.index;
		const index = all.findIndex(({ id }) => id === position.id);
		return index >= 0 ? index : position.index;
	}
}

/** Reads `start_cursor` and `page_size`, from a query or a body. */
export function pageRequest(
	where: 'query' | 'body',
	cursor: unknown,
	size: unknown,
	{ maximumPageSize, firstAnswersEmpty }: PagingSettings,
): PageRequest {
	const asked = size === undefined || size === null ? 100 : Number(size);
	if (!Number.isInteger(asked) || asked < 1) {
		throw validationError(
			`${where} failed validation: ${where}.page_size should be a number, instead was \`${JSON.stringify(size)}\`.`,
		);
	}
	if (asked > 100) {
		throw validationError(
			`${where} failed validation: ${where}.page_size should be ≤ \`100\`, instead was \`${asked}\`.`,
		);
	}
	if (cursor !== undefined && cursor !== null && typeof cursor !== 'string') {
		throw validationError(
			`${where} failed validation: ${where}.start_cursor should be a string, instead was \`${JSON.stringify(cursor)}\`.`,
		);
	}
	const startCursor = cursor ?? undefined;
	const isEmpty = firstAnswersEmpty && startCursor === undefined;
	return { startCursor, pageSize: isEmpty ? 0 : Math.min(asked, maximumPageSize) };
}

/** Notion's envelope around one page of a listing. */
export function listAnswer(type: string, results: readonly unknown[], nextCursor: string | null) {
	return {
		object: 'list',
		results,
		next_cursor: nextCursor,
		has_more: nextCursor !== null,
		type,
		[type]: {},
	};
}
