import { createHash, createHmac } from 'node:crypto';

/** What a signature covers besides the path. */
export interface SigningMoment {
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly lifetimeSeconds: number;
	/** Makes two links of the same second differ, as changing session tokens do. */
	readonly nonce: number;
}

const SECRET = 'sandbox-signing-secret';
const SIGNATURE = /&X-Amz-Signature=([0-9a-f]*)/;

/** Encodes the way S3's presigner does, which is stricter than encodeURIComponent. */
export function encodeForS3(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** The query of a presigned GET in today's form and order. */
export function signedQuery(host: string, path: string, moment: SigningMoment): string {
	const date = amzDate(moment.now);
	const credential = `ASIAZI2LB4667SANDBOX/${date.slice(0, 8)}/us-west-2/s3/aws4_request`;
	const head = [
		'X-Amz-Algorithm=AWS4-HMAC-SHA256',
		'X-Amz-Content-Sha256=UNSIGNED-PAYLOAD',
		`X-Amz-Credential=${encodeForS3(credential)}`,
		`X-Amz-Date=${date}`,
		`X-Amz-Expires=${moment.lifetimeSeconds}`,
		`X-Amz-Security-Token=${encodeForS3(sessionToken(moment.nonce))}`,
	].join('&');
	const tail = '&X-Amz-SignedHeaders=host&x-amz-checksum-mode=ENABLED&x-id=GetObject';
	return `${head}&X-Amz-Signature=${signatureOf(host, path, head + tail)}${tail}`;
}

/** Whether the signature belongs to exactly this host, path and query, byte for byte. */
export function isSignatureValid(host: string, path: string, queryString: string): boolean {
	const given = SIGNATURE.exec(queryString)?.[1];
	return given === signatureOf(host, path, queryString.replace(SIGNATURE, ''));
}

/** When a link ends, in milliseconds since the epoch. */
export function expiryOf(query: URLSearchParams): number {
	const date = query.get('X-Amz-Date') ?? '';
	const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
	return Date.parse(iso) + Number(query.get('X-Amz-Expires')) * 1000;
}

function signatureOf(host: string, path: string, queryString: string): string {
	return createHmac('sha256', SECRET).update(`GET\n${host}\n${path}\n${queryString}`).digest('hex');
}

function amzDate(now: number): string {
	return `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

// About as long as a real one, and with the characters that break links when they are re-encoded.
function sessionToken(nonce: number): string {
	const noise = Array.from({ length: 20 }, (_, part) =>
		createHash('sha256').update(`token:${nonce}:${part}`).digest('base64'),
	).join('');
	return `IQoJb3JpZ2luX2VjE${noise}`;
}
