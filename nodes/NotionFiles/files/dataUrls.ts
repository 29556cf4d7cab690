import { canonicalType } from './types/extensions';

export interface DecodedData {
	/** As declared, without parameters. */
	mimeType: string | undefined;
	bytes: Buffer;
}

/**
 * The content of a `data:` link (RFC 2397), read as leniently as browsers do; undefined when it is no
 * such link, or its Base64 is none.
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

/** As bytes, since these need not be text; an escape that is none stands for itself (`width="100%"`). */
function percentDecoded(text: string): Buffer {
	const bytes = Buffer.from(text);
	let length = 0;
	for (let at = 0; at < bytes.length; at++, length++) {
		const escaped = bytes[at] === PERCENT ? hexByte(bytes[at + 1], bytes[at + 2]) : undefined;
		bytes[length] = escaped ?? bytes[at] ?? 0;
		if (escaped !== undefined) at += 2;
	}
	return bytes.subarray(0, length);
}

const PERCENT = 0x25;

function hexByte(high: number | undefined, low: number | undefined): number | undefined {
	const [sixteens, ones] = [hexDigit(high), hexDigit(low)];
	return sixteens === undefined || ones === undefined ? undefined : sixteens * 16 + ones;
}

function hexDigit(code = 0): number | undefined {
	const value = parseInt(String.fromCharCode(code), 16);
	return Number.isNaN(value) ? undefined : value;
}

/** Both alphabets, white space between and padding left out are in use; Node reads all of it. */
function base64Decoded(text: string): Buffer | undefined {
	const digits = text.replace(/[\t\n\f\r ]+/g, '').replace(/={1,2}$/, '');
	if (digits.length % 4 === 1 || !/^[\w+/-]*$/.test(digits)) return undefined;
	return Buffer.from(digits, 'base64');
}
