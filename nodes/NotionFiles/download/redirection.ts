import type { HostAnswer } from './answerHead';

/** Where an answer sends us, as an absolute or relative address; undefined if it is no redirect. */
export function redirection({
	status,
	header,
}: Pick<HostAnswer, 'status' | 'header'>): string | undefined {
	const isRedirect = status >= 300 && status < 400 && status !== 304;
	const location = isRedirect ? header('location') : undefined;
	return location === undefined ? undefined : withBytesEncoded(location);
}

/**
 * Many hosts do not encode the letters of an address, and a header has one character per byte: what they mean are
 * these bytes, whatever the letters, for browsers and curl as well.
 */
function withBytesEncoded(address: string): string {
	return address.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}
