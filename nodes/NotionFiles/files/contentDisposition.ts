import { parse } from 'content-disposition';
import { safeName } from './fileNames';

/** What a host says of how its answer is to be kept (RFC 6266). */
export interface Disposition {
	/** Whether it is meant as a file, even where browsers could show it. */
	isAttachment: boolean;
	/** Safe, and never a path; '' where the host gives no name. */
	fileName: string;
}

/** The answer that says nothing. */
export const NO_DISPOSITION: Disposition = { isAttachment: false, fileName: '' };

/** @param header as it came, one character for each byte */
export function readDisposition(header: string | undefined): Disposition {
	if (header === undefined) return NO_DISPOSITION;
	// Prefers `filename*`, in whatever order the two are written.
	const { type, parameters } = parse(fromUtf8(header));
	return {
		isAttachment: type === 'attachment',
		fileName: safeName(lastPart(parameters.filename ?? '')),
	};
}

/** A name may not choose its folder: of a path the last part is taken, as browsers and curl do. */
function lastPart(name: string): string {
	return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

/** Headers are ISO 8859-1 by the letter; many hosts send UTF-8, which is hardly ever anything else. */
function fromUtf8(header: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
	} catch {
		return header;
	}
}
