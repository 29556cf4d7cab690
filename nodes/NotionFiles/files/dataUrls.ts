import { canonicalType } from './types/extensions';

export interface DecodedData {
	/** As declared, without parameters. */
	mimeType: string | undefined;
	bytes: Buffer;
}

/**
 * The content of a `data:` link (RFC 2397), read as leniently as in browsers; undefined if it is not such a
 * link, or its Base64 is invalid.
 */
export function decodeDataUrl(url: string): DecodedData | undefined {
	const text = url.trim();
	const comma = text.indexOf(',');
	if (comma < 0 || !/^data:/i.test(text)) return undefined;
	const [type = '', ...parameters] = text.slice('data:'.length, comma).split(';');
	const isBase64 = parameters.some((parameter) => /^\s*base64\s*$/i.test(parameter));
	const body = percentDecoded(text.slice(comma + 1));
	const bytes = isBase64 ? base64Decoded(body.toString('latin1')) : body;
	return bytes && { mimeType: canonicalType(type), bytes };
}

/** As bytes, since these need not be text. An invalid escape is taken literally (`width="100%"`). */
function percentDecoded(text: string): Buffer {
	const bytes = Buffer.from(text);
	let length = 0;
	for (let at = 0; at < bytes.length; at++) {
		const escaped = bytes[at] === PERCENT ? valueOfHex(bytes, at + 1) : undefined;
		// Writing never overtakes reading: an escape is shorter when decoded.
		bytes[length++] = escaped ?? bytes[at] ?? 0;
		if (escaped !== undefined) at += 2;
	}
	return bytes.subarray(0, length);
}

const PERCENT = 0x25;

function valueOfHex(bytes: Buffer, at: number): number | undefined {
	const [high, low] = [digitOf(bytes[at]), digitOf(bytes[at + 1])];
	return high === undefined || low === undefined ? undefined : 16 * high + low;
}

function digitOf(byte: number | undefined): number | undefined {
	const digit = byte === undefined ? NaN : parseInt(String.fromCharCode(byte), 16);
	return Number.isNaN(digit) ? undefined : digit;
}

/** Both alphabets, white space and missing padding occur; Node reads all of them. */
function base64Decoded(text: string): Buffer | undefined {
	const digits = text.replace(/[\t\n\f\r ]+/g, '').replace(/={1,2}$/, '');
	if (digits.length % 4 === 1 || !/^[\w+/-]*$/.test(digits)) return undefined;
	return Buffer.from(digits, 'base64');
}
