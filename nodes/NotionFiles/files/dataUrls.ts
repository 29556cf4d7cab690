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
	const bytes = Buffer.from(text).toString('latin1');
	const decoded = bytes.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
	return Buffer.from(decoded, 'latin1');
}

/** Both alphabets, white space between and padding left out are in use; Node reads all of it. */
function base64Decoded(text: string): Buffer | undefined {
	const digits = text.replace(/[\t\n\f\r ]+/g, '').replace(/={1,2}$/, '');
	if (digits.length % 4 === 1 || !/^[\w+/-]*$/.test(digits)) return undefined;
	return Buffer.from(digits, 'base64');
}
