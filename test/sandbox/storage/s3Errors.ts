import { type Reply, textReply } from '../http/exchange';

/** An error the way S3 writes it. `details` are further elements, in order. */
export function s3Error(
	status: number,
	code: string,
	message: string,
	details: Readonly<Record<string, string>> = {},
	headers: Readonly<Record<string, string>> = {},
): Reply {
	const elements = { Code: code, Message: message, ...details, ...REQUEST };
	const xml = Object.entries(elements)
		.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
		.join('');
	return textReply(
		status,
		'application/xml',
		`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`,
		{ ...REQUEST_HEADERS, ...headers },
	);
}

const REQUEST = {
	RequestId: 'SANDB0X7G1V8QK2M',
	HostId: 'c2FuZGJveC1zdG9yYWdlLWhvc3QtaWQ=',
};

/** By which S3 names the request in every answer. */
export const REQUEST_HEADERS = {
	'x-amz-request-id': REQUEST.RequestId,
	'x-amz-id-2': REQUEST.HostId,
};

function escapeXml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
