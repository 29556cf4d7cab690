import { createHash, randomUUID } from 'node:crypto';
import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';
import { isSigned, type AccessKey } from './signatureV4';

/** But for the last one: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MIN_PART = 5 * 1024 * 1024;

interface Upload {
	key: string;
	parts: Map<number, Buffer>;
}

/**
 * A bucket in Amazon S3, at a host of its own, with uploads in parts. (services/s3.ts has no list of parts,
 * which n8n's node asks for.)
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export class AmazonS3 extends Cloud {
	readonly bucket = 'notion-backup';

	readonly account: AccessKey = {
		accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
		secretAccessKey: randomUUID(),
		region: 'eu-central-1',
	};

	readonly hosts = [`${this.bucket}.s3.${this.account.region}.amazonaws.com`];

	private readonly objects = new Map<string, Buffer>();

	private readonly uploads = new Map<string, Upload>();

	files(): StoredFile[] {
		return [...this.objects].map(([path, content]) => ({ path, content }));
	}

	/** How many uploads were begun and neither completed nor aborted: they cost their owner money. */
	get unfinished(): number {
		return this.uploads.size;
	}

	answer(asked: Asked): Answer {
		const { method, path, query, headers, body } = asked;
		if (!isSigned(asked, this.account)) return failure(403, 'SignatureDoesNotMatch');
		const md5 = headers['content-md5'];
		if (md5 !== undefined && md5 !== md5Of(body).toString('base64'))
			return failure(400, 'BadDigest');
		const key = decodeURIComponent(path.slice(1));
		if (method === 'GET' && key === '' && query.has('location')) {
			return xml('LocationConstraint', this.account.region);
		}
		if (method === 'POST' && query.has('uploads')) return this.begin(key);
		const id = query.get('uploadId') ?? '';
		const upload = this.uploads.get(id);
		if (upload?.key !== key) return failure(404, 'NoSuchUpload');
		// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
		if (method === 'PUT' && this.refuses(key)) return failure(503, 'SlowDown');
		if (method === 'PUT') return putPart(upload, Number(query.get('partNumber')), body);
		if (method === 'GET') return listParts(upload, Number(query.get('max-parts')));
		if (method === 'POST') return this.complete(id, upload, body.toString());
		if (method !== 'DELETE') return failure(405, 'MethodNotAllowed');
		this.uploads.delete(id);
		return { status: 204 };
	}

	private begin(key: string): Answer {
		if (Buffer.byteLength(key) > 1024) return failure(400, 'KeyTooLongError');
		const id = randomUUID();
		this.uploads.set(id, { key, parts: new Map() });
		const names = `<Bucket>${this.bucket}</Bucket>`;
		return xml('InitiateMultipartUploadResult', `${names}<UploadId>${id}</UploadId>`);
	}

	private complete(id: string, { key, parts }: Upload, body: string): Answer {
		const wanted = [
			...body.matchAll(/<ETag>(?:"|&quot;)?(\w+)(?:"|&quot;)?<\/ETag>\s*<PartNumber>(\d+)</g),
		];
		if (wanted.length === 0) return failure(400, 'MalformedXML');
		const contents = wanted.map(([, etag, number]) => {
			const content = parts.get(Number(number));
			return content && md5Of(content).toString('hex') === etag ? content : undefined;
		});
		if (contents.includes(undefined)) return failure(400, 'InvalidPart');
		const chosen = contents as Buffer[];
		if (chosen.slice(0, -1).some(({ length }) => length < MIN_PART)) {
			return failure(400, 'EntityTooSmall');
		}
		// Parts that are not in the list are dropped.
		this.objects.set(key, Buffer.concat(chosen));
		this.uploads.delete(id);
		return xml('CompleteMultipartUploadResult', `<Bucket>${this.bucket}</Bucket>`);
	}
}

function putPart({ parts }: Upload, number: number, content: Buffer): Answer {
	if (!(number >= 1 && number <= 10_000)) return failure(400, 'InvalidArgument');
	parts.set(number, Buffer.from(content));
	return { status: 200, headers: { etag: `"${md5Of(content).toString('hex')}"` } };
}

function listParts({ parts }: Upload, max: number): Answer {
	const listed = [...parts].sort(([a], [b]) => a - b).slice(0, max);
	const lines = listed.map(([number, content]) => {
		const etag = `<ETag>&quot;${md5Of(content).toString('hex')}&quot;</ETag>`;
		return `<Part><PartNumber>${number}</PartNumber>${etag}<Size>${content.length}</Size></Part>`;
	});
	return xml('ListPartsResult', lines.join(''));
}

function md5Of(content: Buffer): Buffer {
	return createHash('md5').update(content).digest();
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';

function xml(name: string, content: string): Answer {
	const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
	return {
		status: 200,
		headers: { 'content-type': 'application/xml' },
		body: `${XML}\n<${name} ${namespace}>${content}</${name}>`,
	};
}

function failure(status: number, code: string): Answer {
	return {
		status,
		headers: { 'content-type': 'application/xml' },
		body: `${XML}\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
	};
}
