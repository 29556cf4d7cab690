import type { Child } from '../../locate/KnownTree';
import { asObject, asObjects, asText } from '../../json';
import type { SearchKind } from '../../locate/NotionReader';
import { keyOf } from './entries';
import { Section } from './Section';
import { DATABASE, indexBytes, indexesIn, readPages, storedPages } from './storedPages';

/** What n8n keeps: text, from which all of this can be read again. */
export interface Kept {
	/** By their purposes, in the order of their use. */
	sections: ReadonlyMap<string, Section>;
	searchedUntil: SearchedUntil;
}

/**
 * Up to when search has shown what changed of each kind, in minutes of Notion's clock: all that is known here
 * was read after it, or search has shown its changes, and it is marked. 0 while nothing is known.
 */
export type SearchedUntil = Record<SearchKind, number>;

/** Those that were not met for longest are dropped first, and read again. 4 MB of text. */
const MOST_PAGES = 100_000;

/** In all sections together; a row filter with a date in it is another one each time. */
const MOST_SOURCES = 5_000;

const MOST_OPEN = 100_000;

/** In one section. */
const MOST_DATABASES = 20_000;

export function toText({ sections, searchedUntil }: Kept): string {
	let room = { pages: MOST_PAGES, sources: MOST_SOURCES, open: MOST_OPEN };
	const stored: unknown[] = [];
	for (const [purpose, section] of [...sections].reverse()) {
		if (room.pages <= 0) break;
		const kept = youngest(section, room);
		if (kept.pages.size + kept.databases.size + kept.sources.size === 0) continue;
		stored.push({ purpose, ...storedSection(kept) });
		room = {
			pages: room.pages - kept.pages.size,
			sources: room.sources - kept.sources.size,
			open: room.open - openIn(kept),
		};
	}
	const { page, data_source: sourcesUntil } = searchedUntil;
	const until = { searchedUntil: page, sourcesUntil };
	return JSON.stringify({ version: 1, ...until, sections: stored.reverse() });
}

/** @param text what `toText` returned, whatever happened to it since */
export function fromText(text: unknown): Kept & { sections: Map<string, Section> } {
	const sections = new Map<string, Section>();
	const stored = parsed(text);
	if (stored.version !== 1) return { sections, searchedUntil: { page: 0, data_source: 0 } };
	for (const one of asObjects(stored.sections)) {
		sections.set(String(one.purpose), readSection(one));
	}
	const page = numberIn(stored.searchedUntil);
	return { sections, searchedUntil: { page, data_source: numberIn(stored.sourcesUntil ?? page) } };
}

function youngest(
	section: Section,
	room: { pages: number; sources: number; open: number },
): Section {
	const kept = new Section();
	let { open } = room;
	for (const [key, page] of [...section.pages].slice(-room.pages).reverse()) {
		open -= page.open.length;
		kept.pages.set(key, open < 0 ? { ...page, open: [] } : page);
	}
	const pages = [...kept.pages].reverse();
	kept.pages.clear();
	pages.forEach(([key, page]) => kept.pages.set(key, page));
	const sources = room.sources > 0 ? [...section.sources].slice(-room.sources) : [];
	sources.forEach(([key, source]) => kept.sources.set(key, source));
	for (const [key, database] of [...section.databases].slice(-MOST_DATABASES)) {
		kept.databases.set(key, database);
	}
	return kept;
}

function openIn(section: Section): number {
	return [...section.pages.values()].reduce((sum, { open }) => sum + open.length, 0);
}

function storedSection({ pages, databases, sources }: Section): object {
	const pageIndex = indexOf(pages);
	const databaseIndex = indexOf(databases);
	const indexOfChild = (key: string, kind: Child['kind']): number | undefined => {
		if (kind === 'page') return pageIndex.get(key);
		const index = databaseIndex.get(key);
		return index === undefined ? undefined : index + DATABASE;
	};
	return {
		pages: storedPages(pages, indexOfChild).toString('base64'),
		databases: [...databases].map(([key, { minute, atRest, sources: keys }]) => [
			key,
			minute,
			atRest ? 1 : 0,
			...keys,
		]),
		sources: [...sources].map(([key, { name, edited, listed, since, rows }]) => {
			const indexes = rows.flatMap((row) => pageIndex.get(row) ?? []);
			// If a row has been dropped, all have to be listed.
			const isWhole = indexes.length === rows.length;
			return [
				key,
				name,
				edited,
				listed,
				isWhole ? since : 0,
				indexBytes(indexes).toString('base64'),
			];
		}),
	};
}

function indexOf(keys: ReadonlyMap<string, unknown>): Map<string, number> {
	return new Map([...keys.keys()].map((key, index) => [key, index]));
}

function readSection(stored: Record<string, unknown>): Section {
	const section = new Section();
	for (const one of lists(stored.databases)) {
		const [key, ...sources] = [one[0], ...one.slice(3)].map((id) => keyOf(asText(id)));
		if (key === undefined || sources.includes(undefined)) continue;
		section.databases.set(key, {
			minute: numberIn(one[1]),
			atRest: one[2] === 1,
			sources: sources as string[],
		});
	}
	readPages(Buffer.from(asText(stored.pages) ?? '', 'base64'), section);
	const pageKeys = [...section.pages.keys()];
	for (const [key, name, edited, listed, since, rows] of lists(stored.sources)) {
		const keys = indexesIn(Buffer.from(asText(rows) ?? '', 'base64')).map((n) => pageKeys[n]);
		const isWhole = !keys.includes(undefined);
		section.sources.set(String(key), {
			name: asText(name) ?? 'Untitled',
			edited: numberIn(edited),
			listed: numberIn(listed),
			since: isWhole ? numberIn(since) : 0,
			rows: isWhole ? (keys as string[]) : [],
		});
	}
	return section;
}

function lists(value: unknown): unknown[][] {
	return Array.isArray(value) ? value.filter((one) => Array.isArray(one)) : [];
}

function numberIn(value: unknown): number {
	return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
}

function parsed(text: unknown): Record<string, unknown> {
	try {
		return { ...asObject(JSON.parse(asText(text) ?? '')) };
	} catch {
		return {};
	}
}
