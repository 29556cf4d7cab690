import { asText, type Json } from '../json';
import type { Finding, RowsListed } from './Finding';
import type { NotionReader } from './NotionReader';

/** What has been listed so far, if anybody wants to know it later. */
export class Listed {
	private readonly rows = new Map<string, string | undefined>();

	private isWhole = true;

	constructor(
		readonly list: Omit<RowsListed, 'kind' | 'rows' | 'left'>,
		private readonly known: readonly string[],
	) {}

	add(row: Json): void {
		const id = asText(row.id);
		if (id !== undefined && row.in_trash !== true) this.rows.set(id, asText(row.last_edited_time));
	}

	/** Some of the rows could not be listed. */
	isMissingSome(): void {
		this.isWhole = false;
	}

	get unlisted(): string[] {
		return this.known.filter((id) => !this.rows.has(id));
	}

	/**
	 * Rows that were not listed although they were edited. It is asked for only if there are pages below one
	 * that rests: a row without any has nothing to return, or is asked for by itself.
	 */
	async leftTheFilter(reader: NotionReader): Promise<Set<string>> {
		const { known } = reader;
		const { source, filter, editedSince } = this.list;
		const left = new Set<string>();
		if (!known || filter === undefined || editedSince === undefined) return left;
		const unlisted = new Set(this.unlisted);
		if (![...unlisted].some((id) => known.leadsOn(id))) return left;
		for await (const part of reader.rows(source, undefined, editedSince)) {
			if (part.kind === 'missing') continue;
			for (const id of part.rows.map((row) => asText(row.id) ?? '')) {
				if (unlisted.has(id)) left.add(id);
			}
		}
		return left;
	}

	/** The last finding of the list, if that is whole. */
	end(left: ReadonlySet<string>): Finding[] {
		if (!this.isWhole) return [];
		const rows = [...this.rows].map(([id, lastEditedTime]) => ({ id, lastEditedTime }));
		return [{ kind: 'rowsListed', ...this.list, rows, left: [...left] }];
	}
}
