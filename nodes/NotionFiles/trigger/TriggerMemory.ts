import type { IDataObject } from 'n8n-workflow';
import type { RestingPages } from '../locate/Visit';
import { PagesAtRest } from '../memory/PagesAtRest';
import { SeenFiles } from '../memory/SeenFiles';

/** What a trigger remembers between its polls: n8n keeps it when a poll has handed over its items. */
export class TriggerMemory {
	private readonly files: SeenFiles;

	private readonly pages: PagesAtRest;

	/** Whether the files that were there in the beginning are known by now. */
	isReady: boolean;

	/**
	 * @param kept n8n's static data of the node
	 * @param source what is watched: another one is looked through anew
	 */
	constructor(
		private readonly kept: IDataObject,
		private readonly source: string,
	) {
		const isSame = kept.source === source;
		this.isReady = isSame && kept.isReady === true;
		this.files = new SeenFiles(isSame ? kept.files : undefined);
		this.pages = new PagesAtRest(isSame ? kept.pages : undefined);
	}

	get resting(): RestingPages {
		return this.pages.for(this.source);
	}

	hasSeen(key: string): boolean {
		return this.files.has(key);
	}

	see(key: string): void {
		this.files.add(key);
	}

	/** A failure is told once, however many polls it lasts. */
	hasTold(key: string): boolean {
		return this.files.has(failureOf(key));
	}

	tell(key: string): void {
		this.files.add(failureOf(key));
	}

	/** Hands over to n8n what this poll has learnt. */
	keep(): void {
		const isSame = this.kept.source === this.source;
		const files = this.files.toStore() ?? (isSame ? this.kept.files : '');
		const pages = this.pages.toStore() ?? (isSame ? this.kept.pages : '');
		const next = { source: this.source, isReady: this.isReady, files, pages };
		// Each assignment makes n8n write all of it, so what stays the same is not touched.
		for (const [name, value] of Object.entries(next)) {
			if (this.kept[name] !== value) this.kept[name] = value;
		}
	}
}

function failureOf(key: string): string {
	return `failed ${key}`;
}
