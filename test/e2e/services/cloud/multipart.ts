import type { Asked } from './Cloud';

export interface Part {
	/** Of a form. */
	name: string | undefined;
	content: Buffer;
}

/** The parts of a multipart body (RFC 2046, section 5.1), in order. */
export function multipartOf({ headers, body }: Asked): Part[] {
	const [, quoted, plain] =
		/boundary=(?:"([^"]+)"|([^;]+))/.exec(headers['content-type'] ?? '') ?? [];
	const boundary = quoted ?? plain;
	if (boundary === undefined) return [];
	// As if the body began with a new line: then all boundaries look alike.
	const pieces = splitAt(Buffer.concat([Buffer.from('\r\n'), body]), `\r\n--${boundary}`);
	// What comes before the first boundary and after the last one is nothing.
	return pieces.slice(1, -1).map((piece) => {
		const end = piece.indexOf('\r\n\r\n');
		const head = piece.subarray(0, end).toString();
		const [, name] = /content-disposition:[^\r\n]*[; ]name="([^"]*)"/i.exec(head) ?? [];
		return { name, content: piece.subarray(end + 4) };
	});
}

function splitAt(bytes: Buffer, separator: string): Buffer[] {
	const pieces: Buffer[] = [];
	let start = 0;
	for (;;) {
		const end = bytes.indexOf(separator, start);
		if (end < 0) return [...pieces, bytes.subarray(start)];
		pieces.push(bytes.subarray(start, end));
		start = end + separator.length;
	}
}
