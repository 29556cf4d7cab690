import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { NotionFilesError } from '../errors';
import { splitExtension } from '../files/fileNames';
import { type FilePlace, hostingOf, type NotionFile } from '../files/NotionFile';
import type { ErrorForm } from './ErrorForm';

/** What is known about a file beyond what Notion says. */
export interface Known {
	fileName: string;
	path: string;
	/** Undefined where it could only be guessed: in links without an extension. */
	mimeType: string | undefined;
	fileSize?: number;
	sha256?: string;
}

/** The JSON of a file: useful on its own, since an AI agent gets nothing else. */
export function fileJson(file: NotionFile, known: Known, withLink: boolean): IDataObject {
	return withoutGaps({
		fileName: known.fileName,
		fileExtension: splitExtension(known.fileName).extension.toLowerCase() || undefined,
		mimeType: known.mimeType,
		fileSize: known.fileSize,
		path: known.path,
		fileId: file.fileId,
		...placeJson(file.place),
		hosting: hostingOf(file.link),
		caption: file.caption,
		page: { ...file.page },
		lastEditedTime: file.lastEditedTime,
		sha256: known.sha256,
		...(withLink ? linkJson(file) : {}),
	});
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
): INodeExecutionData {
	const more =
		form === 'details'
			? { details: errorDetails(error, file) }
			: // An empty one would not count, and the item would pass for a good one.
				withoutGaps({ message: inWords(error) || undefined });
	return { json: { error: error.message, ...more }, pairedItem: { item: itemIndex } };
}

function inWords({ description, address }: NotionFilesError): string {
	return [description, address].filter(Boolean).join(' ');
}

function errorDetails(error: NotionFilesError, file: NotionFile | undefined): IDataObject {
	return withoutGaps({
		code: error.code,
		remedy: error.remedy,
		notionMessage: error.notionMessage,
		httpStatus: error.httpStatus,
		url: error.address,
		...(file ? fileDetails(file) : {}),
	});
}

function fileDetails(file: NotionFile): IDataObject {
	return {
		fileName: file.name,
		fileId: file.fileId,
		...placeJson(file.place),
		hosting: hostingOf(file.link),
		page: { ...file.page },
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
