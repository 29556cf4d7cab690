import { splitExtension, withExtension } from './fileNames';
import { isScriptExtension } from './types/extensions';
import { mediaTypeOfName } from './types/mediaTypes';
import type { Expectation, NotionFile } from './NotionFile';

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
