import type { Disposition } from './contentDisposition';
import { safeName, splitExtension, withExtension } from './fileNames';
import type { Expectation, NotionFile } from './NotionFile';
import {
	extensionOfType,
	isAmbiguousExtension,
	isExtensionOf,
	isScriptExtension,
	typeOfExtension,
} from './types/extensions';
import { isAlwaysBinary, isTextual } from './types/fileKinds';
import { decodeStart } from './types/markup';
import { isWebPage, looksOf, mediaTypeOfName, typeByLooks, type Looks } from './types/mediaTypes';

/** What the name and the type of a file may depend on in the answer. */
export interface Answered {
	disposition: Disposition;
	/** The answer's Content-Type as received. */
	contentType: string | undefined;
	/** The type that was decided on; undefined until the first bytes have arrived. */
	mimeType: string | undefined;
	looks: Looks;
	/** Whether the bytes are the text of a program: then the link is named after them. */
	isProgram: boolean;
}

type Named = Pick<NotionFile, 'name' | 'isNamedByLink'>;

/** What the first bytes tell about it, before the type is decided. */
export function answeredBy(
	disposition: Disposition,
	head: Uint8Array,
	contentType?: string,
): Answered {
	return {
		disposition,
		contentType,
		mimeType: undefined,
		looks: looksOf(head),
		isProgram: /^\s*(?:<\?(?!xml)|<%|#!)/.test(decodeStart(head.subarray(0, 256))),
	};
}

/** The type of the file at one of its places, by its name there. */
export function typeAt(file: Named & Pick<NotionFile, 'link'>, answered: Answered): string {
	const { disposition, contentType, looks } = answered;
	const clues = {
		responseType: contentType,
		fileName: nameForType(file, answered),
		url: file.link.url,
		isAttachment: disposition.isAttachment,
	};
	return typeByLooks(clues, looks);
}

/**
 * The name that a file gets in the output: the one that somebody typed in Notion, or that of the upload;
 * otherwise the one that the host sends; otherwise the last part of the link. If it has no extension, it gets
 * that of its type. In a link, an extension counts only if it is that of a file and not of the program that
 * created the answer (`viewer.jsp`), and if the bytes do not show another type.
 */
export function finalName(file: Named, answered: Answered): string {
	const { disposition, mimeType = '' } = answered;
	if (!file.isNamedByLink) return withExtension(file.name, mimeType);
	if (disposition.fileName !== '') return withExtension(disposition.fileName, mimeType);
	return byItsLink(file.name, answered);
}

function byItsLink(name: string, answered: Answered): string {
	const { mimeType = '' } = answered;
	const { stem, extension } = splitExtension(name);
	const inner = safeName(stem);
	if (extension === '' || inner === '' || counts(extension, answered)) {
		return withExtension(name, mimeType);
	}
	// The file's own may precede it: `report.pdf.aspx`.
	if (isScriptExtension(extension)) return byItsLink(inner, answered);
	const usual = extensionOfType(mimeType);
	if (usual === '') return name;
	return isExtensionOf(splitExtension(inner).extension, mimeType)
		? inner
		: safeName(`${inner}.${usual}`);
}

/**
 * Whether the name of a file is known as far as filters need it: a link that ends like a program, or has no
 * extension at all, tells nothing before its host has answered.
 */
export function isNameKnown(file: Named, answered: Answered | undefined): boolean {
	if (!file.isNamedByLink || answered?.mimeType !== undefined) return true;
	if (answered !== undefined && answered.disposition.fileName !== '') return true;
	const { extension } = splitExtension(file.name);
	return !isScriptExtension(extension) && typeOfExtension(extension) !== undefined;
}

/** The name whose extension tells something about the type of the bytes. */
export function nameForType({ name, isNamedByLink }: Named, answered: Answered): string {
	const { fileName } = answered.disposition;
	if (!isNamedByLink && mediaTypeOfName(name) !== undefined) return name;
	const isOfHost = fileName !== '' || isNamedByLink === true;
	const told = fileName || name;
	const { stem, extension } = splitExtension(told);
	return isOfHost && isScriptExtension(extension) && !answered.isProgram ? stem : told;
}

function counts(extension: string, { mimeType, looks, isProgram }: Answered): boolean {
	const { evidence } = looks;
	if (isScriptExtension(extension)) return isProgram || mimeType === undefined;
	const type = typeOfExtension(extension);
	if (type === undefined || mimeType === undefined || isAmbiguousExtension(extension)) return true;
	if (type === mimeType || isExtensionOf(extension, mimeType)) return true;
	if (isWebPage(type) && !isWebPage(mimeType)) return false;
	if (evidence === undefined) return !(isTextual(mimeType) && isAlwaysBinary(type));
	return type === evidence.type || evidence.admits(type) || type === 'application/octet-stream';
}

const USUAL_TYPE: Readonly<Record<Expectation, string | undefined>> = {
	image: 'image/*',
	video: 'video/*',
	audio: 'audio/*',
	pdf: 'application/pdf',
	anything: undefined,
	link: undefined,
};

/** What is known about a file without downloading any of it. */
export interface LinkOnly {
	fileName: string;
	mimeType: string | undefined;
	/** Enough to tell images from videos: `image/*` if no more is known. */
	roughType: string;
}

export function linkOnly(file: NotionFile): LinkOnly {
	const { extension } = splitExtension(file.name);
	const isOfServer = file.isNamedByLink === true && isScriptExtension(extension);
	const mimeType =
		(isOfServer ? undefined : mediaTypeOfName(file.name)) ??
		(file.link.kind === 'data' ? undefined : mediaTypeOfName(file.link.url)) ??
		(file.expectation === 'pdf' ? 'application/pdf' : undefined);
	const fileName = mimeType === undefined ? file.name : withExtension(file.name, mimeType);
	const roughType = mimeType ?? USUAL_TYPE[file.expectation] ?? 'application/octet-stream';
	return { fileName, mimeType, roughType };
}
