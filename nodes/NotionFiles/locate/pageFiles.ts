import { asObject, asObjects, asText, plainText, type Json } from '../json';
import { describePage } from '../files/describe';
import { shortName } from '../outward';
import { findingsFor, findingsForFile } from './fileFindings';
import type { Finding } from './Finding';
import type { DatabaseKind, PageRef } from '../files/NotionFile';

/** Reads a page's ID, title and address from Notion's page object. */
export function pageRef(page: Json): PageRef {
	const id = asText(page.id) ?? '';
	const title = Object.values(asObject(page.properties))
		.map(asObject)
		.find((property) => property.type === 'title');
	return {
		id,
		title: plainText(title?.title).trim() || 'Untitled',
		url: addressOf(page, id),
	};
}

export function addressOf({ url }: Json, id: string): string {
	return asText(url) ?? `https://www.notion.so/${id.replaceAll('-', '')}`;
}

/** @param of what it is if it is not a page */
export function coverFindings(page: Json, ref: PageRef, of?: DatabaseKind): Finding[] {
	return imageOf(page, ref, 'cover', of);
}

/** A custom emoji counts as a file, a native icon or an emoji does not. */
export function iconFindings(page: Json, ref: PageRef, of?: DatabaseKind): Finding[] {
	return imageOf(page, ref, 'icon', of);
}

function imageOf(
	page: Json,
	ref: PageRef,
	source: 'cover' | 'icon',
	of: DatabaseKind | undefined,
): Finding[] {
	const read = source === 'cover' ? findingsForFile : findingsFor;
	return read(page[source], {
		place: of ? { source, of } : { source },
		page: ref,
		expectation: 'image',
		fallbackStem: source,
		of: page,
	});
}

/** A property of a page that holds files, or might. */
export type FilesProperty =
	| { kind: 'files'; id: string; name: string; files: Json[] }
	/** `complete` is false where the page object may hold only the first part of the rollup. */
	| { kind: 'rollup'; id: string; name: string; files: Json[]; complete: boolean }
	/** Notion's API does not return it. */
	| { kind: 'unavailable'; id: string; name: string; files: [] };

/**
 * A page object lists at most 25 references of a relation, and a rollup is computed over them
 * (docs/notion-api.md#properties). Unless the rollup is shorter or all relations are whole, only the
 * property item endpoint is reliable.
 */
const REFERENCES_IN_A_PAGE_OBJECT = 25;

/** Every property that holds files, in Notion's order; other types are skipped. */
export function filesProperties(page: Json): FilesProperty[] {
	const relationsAreWhole = hasWholeRelations(page);
	return Object.entries(asObject(page.properties)).flatMap(([name, value]) => {
		const property = readFilesProperty(name, asObject(value), relationsAreWhole);
		return property ? [property] : [];
	});
}

/**
 * Whether the page object holds every relation in full, according to Notion (`has_more`, since October
 * 2022): a rollup is computed over one of them, and the page does not say over which.
 */
export function hasWholeRelations(page: Json): boolean {
	const relations = Object.values(asObject(page.properties))
		.map(asObject)
		.filter(({ type }) => type === 'relation');
	return relations.length > 0 && relations.every(({ has_more: hasMore }) => hasMore === false);
}

/**
 * Reads one property as one that holds files; undefined when its type never does.
 * @param relationsAreWhole see `hasWholeRelations`
 */
export function readFilesProperty(
	name: string,
	property: Json,
	relationsAreWhole = false,
): FilesProperty | undefined {
	const id = asText(property.id) ?? name;
	if (property.type === 'files')
		return { kind: 'files', id, name, files: asObjects(property.files) };
	if (property.type !== 'rollup') return undefined;
	const rollup = asObject(property.rollup);
	if (rollup.type === 'unsupported') return { kind: 'unavailable', id, name, files: [] };
	if (rollup.type === 'incomplete') return { kind: 'rollup', id, name, files: [], complete: false };
	if (rollup.type !== 'array') return undefined;
	const elements = asObjects(rollup.array);
	if (!elements.some((element) => element.type === 'files')) return undefined;
	// Of equal elements `show_unique` keeps one, so their number says nothing about the references.
	const isShort =
		rollup.function !== 'show_unique' && elements.length < REFERENCES_IN_A_PAGE_OBJECT;
	const complete = isShort || relationsAreWhole;
	return { kind: 'rollup', id, name, files: filesOfElements(elements), complete };
}

/** Whether a rollup shows files of other pages, or may do so later. */
export function hasRollup(page: Json): boolean {
	return Object.values(asObject(page.properties)).some((value) => {
		const { type, rollup: content } = asObject(value);
		const rollup = asObject(content);
		const isEmpty = rollup.type === 'array' && asObjects(rollup.array).length === 0;
		return type === 'rollup' && (isEmpty || readFilesProperty('', asObject(value)) !== undefined);
	});
}

/** The file objects in the elements of a rollup: elements have no ID of their own. */
export function filesOfElements(elements: Json[]): Json[] {
	return elements.flatMap((element) => (element.type === 'files' ? asObjects(element.files) : []));
}

/** The findings of a property, given its file objects in order. */
export function propertyFindings(
	property: FilesProperty,
	files: readonly Json[],
	page: Json,
	ref: PageRef,
): Finding[] {
	const { id, name } = property;
	if (property.kind === 'unavailable') {
		const reason = `Notion’s API cannot return the rollup “${shortName(name)}” of ${describePage(ref)}`;
		return [{ kind: 'skipped', reason }];
	}
	const source = property.kind === 'files' ? 'property' : 'rollup';
	return files.flatMap((file, index) =>
		findingsForFile(file, {
			place: { source, property: { id, name, index } },
			page: ref,
			expectation: 'anything',
			fallbackStem: `${name}-${index + 1}`,
			of: page,
		}),
	);
}
