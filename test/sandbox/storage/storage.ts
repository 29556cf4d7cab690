import { type SandboxClock } from '../clock';
import { type Content } from '../content/content';
import { answerEntity, type Entity, etagOf } from '../http/entity';
import { type Exchange, type Reply, type Site, splitUrl } from '../http/exchange';
import { type SandboxSettings } from '../settings';
import { requestHeaders, s3Error, SERVER } from './s3Errors';
import { expiryOf, isSignatureValid, signedQuery } from './signing';
import { type Upload } from './upload';

/** A link to a hosted file as the API gives it. */
export interface SignedLink {
	readonly url: string;
	readonly expiry_time: string;
}

const LAST_MODIFIED = 'Mon, 02 Nov 2026 08:00:00 GMT';

/** S3 as Notion's file host. */
export class Storage implements Site {
	/** Where the server listens; known once it does. */
	origin = '';

	private readonly objects = new Map<string, Upload>();
	private nonce = 0;

	constructor(
		private readonly clock: SandboxClock,
		private readonly settings: SandboxSettings,
	) {}

	put(upload: Upload): void {
		this.objects.set(upload.path, upload);
	}

	/** A fresh link: no two are the same. */
	sign(upload: Upload): SignedLink {
		this.nonce += 1;
		const lifetimeSeconds = this.settings.linkLifetimeSeconds;
		const moment = { now: this.clock.now(), lifetimeSeconds, nonce: this.nonce };
		const query = signedQuery(new URL(this.origin).host, upload.path, moment);
		const expiry = new Date(expiryOf(new URLSearchParams(query))).toISOString();
		return { url: `${this.origin}${upload.path}?${query}`, expiry_time: expiry };
	}

	answer(exchange: Exchange): Reply {
		const refusal = this.refusalOf(exchange);
		if (refusal) return refusal;
		const upload = this.objects.get(exchange.path);
		if (!upload || upload.removed) {
			const key = decodeURIComponent(exchange.path).split('/').slice(2).join('/');
			return s3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
		}
		return send(upload, exchange);
	}

	replace(path: string, content: Content): void {
		const upload = this.objects.get(path);
		if (upload) upload.content = content;
	}

	private refusalOf(exchange: Exchange): Reply | undefined {
		const { method, headers, query } = exchange;
		const { queryString } = splitUrl(exchange.url);
		const signed = query.has('X-Amz-Signature');
		if (headers.authorization !== undefined && signed) return twoMechanisms(headers.authorization);
		if (!signed) return s3Error(403, 'AccessDenied', 'Access Denied');
		// The method is part of what is signed, so HEAD is refused like an altered link.
		if (method !== 'GET' || !isSignatureValid(headers.host ?? '', exchange.path, queryString)) {
			return s3Error(403, 'SignatureDoesNotMatch', SIGNATURE_MESSAGE);
		}
		// Whatever speaks to S3 has to be signed; of the headers, the links sign `host` alone.
		const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
		if (unsigned.length > 0) {
			return s3Error(403, 'AccessDenied', UNSIGNED_MESSAGE, {
				HeadersNotSigned: unsigned.join(', '),
			});
		}
		return this.expiryRefusal(query);
	}

	private expiryRefusal(query: URLSearchParams): Reply | undefined {
		const [now, end] = [this.clock.now(), expiryOf(query)];
		if (now <= end) return undefined;
		return s3Error(403, 'AccessDenied', 'Request has expired', {
			'X-Amz-Expires': query.get('X-Amz-Expires') ?? '',
			Expires: secondsIso(end),
			ServerTime: secondsIso(now),
		});
	}
}

function send(upload: Upload, exchange: Exchange): Reply {
	const answer = answerEntity(entityOf(upload), exchange.headers);
	switch (answer.type) {
		case 'reply':
			return withChecksum(answer.reply, upload, exchange);
		case 'preconditionFailed':
			return s3Error(412, 'PreconditionFailed', PRECONDITION_MESSAGE, { Condition: 'If-Match' });
		case 'unsatisfiableRange':
			return s3Error(
				416,
				'InvalidRange',
				'The requested range is not satisfiable',
				{ RangeRequested: exchange.headers.range ?? '', ActualObjectSize: String(answer.size) },
				{ 'content-range': `bytes */${answer.size}` },
			);
	}
}

/** S3 sends a checksum with whole objects only, and to those who ask for it. */
function withChecksum(reply: Reply, upload: Upload, { query }: Exchange): Reply {
	if (reply.status !== 200 || query.get('x-amz-checksum-mode') !== 'ENABLED') return reply;
	return { ...reply, headers: { ...reply.headers, ...upload.checksumHeaders() } };
}

function entityOf(upload: Upload): Entity {
	return {
		content: upload.content,
		etag: etagOf(upload.content),
		lastModified: LAST_MODIFIED,
		acceptRanges: true,
		headers: {
			server: SERVER,
			...requestHeaders(),
			'x-amz-server-side-encryption': 'AES256',
			...(upload.contentType === null ? {} : { 'content-type': upload.contentType }),
		},
	};
}

function twoMechanisms(authorization: string): Reply {
	// S3 repeats the header's value, which is why tokens must never get here.
	return s3Error(400, 'InvalidArgument', TWO_MECHANISMS_MESSAGE, {
		ArgumentName: 'Authorization',
		ArgumentValue: authorization,
	});
}

function secondsIso(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

const TWO_MECHANISMS_MESSAGE =
	'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const SIGNATURE_MESSAGE =
	'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const UNSIGNED_MESSAGE = 'There were headers present in the request which were not signed';
const PRECONDITION_MESSAGE = 'At least one of the pre-conditions you specified did not hold';
