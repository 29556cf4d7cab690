import { createHash } from 'node:crypto';
import { type Reply, textReply } from '../http/exchange';

/** An error the way S3 writes it, of a length that it does not announce. `details` are further elements, in order. */
export function s3Error(
	status: number,
	code: string,
	message: string,
	details: Readonly<Record<string, string>> = {},
	headers: Readonly<Record<string, string>> = {},
): Reply {
	const request = requestHeaders();
	const elements = {
		Code: code,
		Message: message,
		...details,
		RequestId: request['x-amz-request-id'],
		HostId: request['x-amz-id-2'],
	};
	const xml = Object.entries(elements)
		.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
		.join('');
	return textReply(
		status,
		'application/xml',
		`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`,
		{ server: SERVER, 'transfer-encoding': 'chunked', ...request, ...headers },
	);
}

export const SERVER = 'AmazonS3';

let requests = 0;

/** By which S3 names the request in every answer: no two are the same. */
export function requestHeaders() {
	const hash = createHash('sha256').update(`request ${requests++}`).digest();
	return {
		'x-amz-request-id': hash.toString('hex').slice(0, 16).toUpperCase(),
		'x-amz-id-2': Buffer.concat([hash, hash]).toString('base64'),
	};
}

function escapeXml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
