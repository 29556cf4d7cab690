import { createHash, createHmac } from 'node:crypto';
import type { Asked } from './Cloud';

export interface AccessKey {
	accessKeyId: string;
	secretAccessKey: string;
	region: string;
}

/** Fifteen minutes: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
const MAX_SKEW_MS = 900_000;

/**
 * Whether the request is signed with the key, including its body.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function isSigned(
	asked: Asked,
	{ accessKeyId, secretAccessKey, region }: AccessKey,
): boolean {
	const { method, path, query, headers, body } = asked;
	const time = String(headers['x-amz-date']);
	const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
	const [, credential, names = '', signature] =
		/^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
			headers.authorization ?? '',
		) ?? [];
	const hash = headers['x-amz-content-sha256'];
	const isItself = credential === `${accessKeyId}/${scope}` && hash === sha256(body);
	if (!isItself || !isNow(time) || !names.split(';').includes('host')) return false;
	const canonical = [
		method,
		path.split('/').map(decodeURIComponent).map(encode).join('/'),
		[...query]
			.map((pair) => pair.map(encode).join('='))
			.sort()
			.join('&'),
		...names.split(';').map((name) => `${name}:${trimmed(headers[name])}`),
		'',
		names,
		hash,
	].join('\n');
	const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
	const key = scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
	return signature === hmac(key, toSign).toString('hex');
}

function isNow(time: string): boolean {
	const iso = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
	return Math.abs(Date.parse(iso) - Date.now()) < MAX_SKEW_MS;
}

function trimmed(value: string | string[] | undefined): string {
	return String(value).trim().replace(/ +/g, ' ');
}

function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

function hmac(key: Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}

function sha256(content: Buffer | string): string {
	return createHash('sha256').update(content).digest('hex');
}
