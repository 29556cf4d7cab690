import { parse } from 'content-disposition';
import { safeName } from './fileNames';

/** How a host wants its answer to be saved (RFC 6266). */
export interface Disposition {
	/** Whether it is meant as a file, even if browsers could show it. */
	isAttachment: boolean;
	/** Safe, and never a path; '' if the host sends no name. */
	fileName: string;
}

/** If the answer says nothing. */
export const NO_DISPOSITION: Disposition = { isAttachment: false, fileName: '' };

/** @param header as received, one character per byte */
export function readDisposition(header: string | undefined): Disposition {
	if (header === undefined) return NO_DISPOSITION;
	// Prefers `filename*`, whatever the order of the two.
	const { type, parameters } = parse(fromUtf8(header));
	return {
		isAttachment: type === 'attachment',
		fileName: safeName(lastPart(parameters.filename ?? '')),
	};
}

/** A name must not choose its folder: only the last part of a path counts, as in browsers and curl. */
function lastPart(name: string): string {
	return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/** Headers are ISO 8859-1 by standard, but many hosts send UTF-8; valid UTF-8 is hardly ever anything else. */
function fromUtf8(header: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
	} catch {
		return header;
	}
}
