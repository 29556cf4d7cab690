import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { splitExtension } from '../files/fileNames';
import { type FilePlace, hostingOf, type NotionFile } from '../files/NotionFile';
import type { ErrorForm } from './ErrorForm';
import type { Places } from './UniquePaths';

/** What is known about a file beyond what Notion says. */
export interface Known extends Places {
	fileName: string;
	/** Undefined where it could only be guessed: in links without an extension. */
	mimeType: string | undefined;
	fileSize?: number;
	sha256?: string;
}

/** What users want to know about a file. */
export interface JsonForm {
	/** Whether to return no more than most workflows need, without objects in it. */
	simplify: boolean;
	/** Whether the bytes are not returned, but only the link. */
	isLinkOnly: boolean;
	withLink: boolean;
}

/** The JSON of a file: useful on its own, since an AI agent gets nothing else. */
export function fileJson(file: NotionFile, known: Known, form: JsonForm): IDataObject {
	return withoutGaps({
		...(form.simplify ? simpleJson(file, known, form) : fullJson(file, known)),
		// A copy for each item, which the next node may change.
		row: file.page.row && structuredClone(file.page.row),
		sha256: known.sha256,
		...(form.withLink ? linkJson(file) : {}),
	});
}

/** Ten fields at most, unless there is a caption or more was asked for. */
function simpleJson(file: NotionFile, known: Known, { isLinkOnly }: JsonForm): object {
	const { path, directory, uniqueName, flatName, fileName, mimeType } = known;
	return {
		fileName,
		// The binary data has the type; a link needs no place to put it.
		...(isLinkOnly ? { mimeType, path } : { path, directory, uniqueName, flatName }),
		fileId: file.fileId,
		...simplePlace(file),
		caption: file.caption,
	};
}

function fullJson(file: NotionFile, known: Known): object {
	return {
		fileName: known.fileName,
		fileExtension: splitExtension(known.fileName).extension.toLowerCase() || undefined,
		mimeType: known.mimeType,
		fileSize: known.fileSize,
		path: known.path,
		directory: known.directory,
		uniqueName: known.uniqueName,
		flatName: known.flatName,
		fileId: file.fileId,
		...placeJson(file.place),
		hosting: hostingOf(file.link),
		caption: file.caption,
		page: pageJson(file),
		lastEditedTime: file.lastEditedTime,
	};
}

export function fileItem(
	json: IDataObject,
	binary: { field: string; data: IBinaryData } | undefined,
	itemIndex: number,
): INodeExecutionData {
	return {
		json,
		...(binary ? { binary: { [binary.field]: binary.data } } : {}),
		pairedItem: { item: itemIndex },
	};
}

/**
 * An error, with only the keys that make n8n send the item to the error output: `error` and `details`,
 * or `error` and `message` (docs/n8n.md#errors-of-a-node). With any other key, it would stay among the
 * good items.
 */
export function errorItem(
	error: NotionFilesError,
	file: NotionFile | undefined,
	itemIndex: number,
	form: ErrorForm,
	simplify = false,
): INodeExecutionData {
	const more =
		form === 'details'
			? { details: errorDetails(error, file, simplify) }
			: // An empty one would not count, and the item would pass for a good one.
				withoutGaps({ message: inWords(error) || undefined });
	return { json: { error: error.message, ...more }, pairedItem: { item: itemIndex } };
}

function inWords({ description, address }: NotionFilesError): string {
	return [description, address].filter(Boolean).join(' ');
}

function errorDetails(
	error: NotionFilesError,
	file: NotionFile | undefined,
	simplify: boolean,
): IDataObject {
	return withoutGaps({
		code: error.code,
		remedy: error.remedy,
		notionMessage: error.notionMessage,
		httpStatus: error.httpStatus,
		url: error.address,
		...(file ? fileDetails(file, simplify) : {}),
	});
}

function fileDetails(file: NotionFile, simplify: boolean): object {
	const place = simplify
		? simplePlace(file)
		: { ...placeJson(file.place), hosting: hostingOf(file.link), page: pageJson(file) };
	return { fileName: file.name, fileId: file.fileId, ...place };
}

function pageJson({ page: { id, title, url } }: NotionFile): IDataObject {
	return { id, title, url };
}

function simplePlace({ page, place }: NotionFile): object {
	return {
		pageId: page.id,
		pageTitle: page.title,
		pageUrl: page.url,
		propertyName: 'property' in place ? place.property.name : undefined,
		blockId: 'block' in place ? place.block?.id : undefined,
	};
}

function placeJson(place: FilePlace): IDataObject {
	switch (place.source) {
		case 'cover':
		case 'icon':
			return { source: place.source };
		case 'property':
		case 'rollup':
			return { source: place.source, property: { ...place.property } };
		case 'block':
		case 'blockIcon':
			return { source: place.source, block: { ...place.block } };
		case 'comment': {
			const { source, comment, block } = place;
			return { source, comment: { ...comment }, ...(block ? { block: { ...block } } : {}) };
		}
	}
}

function linkJson(file: NotionFile): IDataObject {
	const expiryTime = file.link.kind === 'signed' ? file.link.expiryTime : undefined;
	return { downloadUrl: file.link.url, expiryTime };
}

function withoutGaps(object: Record<string, unknown>): IDataObject {
	const filled = Object.entries(object).filter(([, value]) => value !== undefined);
	return Object.fromEntries(filled) as IDataObject;
}

/**
 * An input item as it is passed on. Some nodes return items without JSON (Nextcloud, if the server
 * answers without a body), which would break n8n's splitting of errors.
 */
export function passed(item: INodeExecutionData, index: number): INodeExecutionData {
	const json: INodeExecutionData['json'] | undefined = item.json;
	return { ...item, json: json ?? {}, pairedItem: { item: index } };
}
