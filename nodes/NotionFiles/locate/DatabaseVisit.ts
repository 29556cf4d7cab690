import type { Located } from './Branch';
import type { ReadSource } from './Finding';
import type { Moment } from './KnownTree';
import type { SourceRef } from './NotionReader';
import { inItsTurn } from './Visit';

/** The reading of a database in the content of a page: of itself, not of its rows. */
export class DatabaseVisit {
	private readonly sources = new Map<string, ReadSource>();

	private quiet = true;

	constructor(
		private readonly databaseId: string,
		private readonly moment: Moment,
	) {}

	meet(source: SourceRef): void {
		this.sources.set(source.id, { ...source, lastEditedTime: undefined, asOf: undefined });
	}

	/** A data source was read by itself. */
	read({ id, name }: SourceRef, lastEditedTime: string | undefined, asOf?: Moment): void {
		this.sources.set(id, { id, name, lastEditedTime, asOf });
	}

	/** Something could not be read: the next run has to look again. */
	readonly disturb = (): void => {
		this.quiet = false;
	};

	/** The last finding of the database. */
	end(): Located {
		return inItsTurn(() => ({
			kind: 'databaseRead',
			databaseId: this.databaseId,
			sources: [...this.sources.values()],
			moment: this.moment,
			quiet: this.quiet,
		}));
	}
}
