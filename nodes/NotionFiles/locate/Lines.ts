import type { Json } from '../json';
import { ifReadable } from './BranchesOnce';
import type { KnownObjects } from './KnownObjects';
import { momentOf } from './moments';
import type { NotionReader } from './NotionReader';
import { parentsIn, type Parent, type Place } from './parents';

/** What may be asked of Notion to learn where something is. */
export type Asks = 'nothing' | 'pages' | 'blocks';

/**
 * What is above what, by the objects that Notion has returned. Further ones are asked for once, and serve the
 * walk later.
 */
export class Lines {
	private readonly parents = new Map<string, Parent>();

	private readonly asked = new Map<string, Promise<Json | undefined>>();

	constructor(
		private readonly reader: NotionReader,
		private readonly known: KnownObjects,
	) {}

	learn(object: Json): void {
		for (const [id, parent] of parentsIn(object)) this.parents.set(id, parent);
	}

	/** Without asking. */
	parentOf(id: string): Parent | undefined {
		return this.parents.get(id);
	}

	/**
	 * Where something is; `unreadable` if it is not shared, undefined if that would have to be asked for.
	 */
	async find(place: Place, asks: Asks): Promise<Parent | 'unreadable' | undefined> {
		const known = this.parents.get(place.id);
		if (known !== undefined) return known;
		if (asks === 'nothing' || (asks === 'pages' && place.kind === 'block')) return undefined;
		const object = await this.ask(place);
		return object === undefined ? 'unreadable' : (this.parents.get(place.id) ?? 'top');
	}

	private async ask(place: Place): Promise<Json | undefined> {
		const asked = this.asked.get(place.id);
		if (asked) return await asked;
		const moment = momentOf(this.reader);
		const asking = ifReadable(this.read(place)).then((object) => {
			if (object === undefined) return undefined;
			this.learn(object);
			this.known.add(object, moment);
			return object;
		});
		this.asked.set(place.id, asking);
		return await asking;
	}

	private async read({ kind, id }: Place): Promise<Json> {
		switch (kind) {
			case 'page':
				return await this.reader.page(id);
			case 'block':
				return await this.reader.block(id);
			case 'database':
				return await this.reader.database(id);
			case 'dataSource':
				return await this.reader.dataSource(id);
		}
	}
}
