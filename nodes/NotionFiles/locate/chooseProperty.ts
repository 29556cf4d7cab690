import { NotionFilesError } from '../errors';
import { asObject, asText, type Json } from '../json';
import { describePage } from '../files/describe';
import { lowerCase } from '../files/fileNames';
import { shortName } from '../outward';
import type { PageRef } from '../files/NotionFile';
import {
	filesProperties,
	hasWholeRelations,
	readFilesProperty,
	type FilesProperty,
} from './pageFiles';

/**
 * The property that a user names, by name or by ID (encoded as Notion returns it, or decoded).
 * @throws NotionFilesError `propertyNotFound` or `propertyOfAnotherType`, naming the available ones
 */
export function chooseProperty(wanted: string, page: Json, ref: PageRef): FilesProperty {
	const properties = Object.entries(asObject(page.properties));
	const seen = alike(wanted);
	const found =
		properties.find(([name]) => name === wanted) ??
		properties.find(([, property]) => isId(wanted, asText(asObject(property).id))) ??
		properties.find(([name]) => alike(name) === seen);
	const others = namesOf(filesProperties(page));
	if (found === undefined) {
		throw new NotionFilesError({
			code: 'propertyNotFound',
			message: `The ${describePage(ref)} has no property “${shortName(wanted)}”`,
			remedy: `${others} Notion does not return rollups of databases that are not shared with your connection.`,
		});
	}
	const [name, property] = found;
	const chosen = readFilesProperty(name, asObject(property), hasWholeRelations(page));
	if (chosen) return chosen;
	if (isEmptyRollup(asObject(property))) return { kind: 'files', id: wanted, name, files: [] };
	throw new NotionFilesError({
		code: 'propertyOfAnotherType',
		message: `The property “${shortName(name)}” of ${describePage(ref)} is of type “${typeOf(asObject(property))}” and cannot hold files`,
		remedy: `Choose a “Files & media” property, or a rollup of one. ${others}`,
	});
}

function isId(wanted: string, id: string | undefined): boolean {
	return id !== undefined && (id === wanted || decoded(id) === wanted);
}

function decoded(id: string): string {
	try {
		return decodeURIComponent(id);
	} catch {
		return id;
	}
}

/** A name without the differences that people do not see or mean. */
export function alike(name: string): string {
	return lowerCase(name.trim());
}

/** An empty rollup does not say what it rolls up: it has no files, and nothing is wrong. */
function isEmptyRollup(property: Json): boolean {
	const { type, array } = asObject(property.rollup);
	return property.type === 'rollup' && type === 'array' && Array.isArray(array) && !array.length;
}

function typeOf(property: Json): string {
	const type = asText(property.type) ?? 'unknown';
	if (type !== 'rollup') return type;
	const rollup = asObject(property.rollup);
	const elements = Array.isArray(rollup.array) ? asText(asObject(rollup.array[0]).type) : undefined;
	return `rollup of ${elements ?? asText(rollup.type) ?? 'unknown'}`;
}

function namesOf(properties: FilesProperty[]): string {
	if (properties.length === 0) return 'This page has no properties that can hold files.';
	return `Its properties that can hold files: ${properties.map(({ name }) => `“${shortName(name)}”`).join(', ')}.`;
}
