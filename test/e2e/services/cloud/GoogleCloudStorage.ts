import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';
import { multipartOf } from './multipart';
import { OAuth2 } from './OAuth2';
import { ResumableUploads } from './ResumableUploads';

/**
 * A bucket in Google Cloud Storage.
 *
 * https://docs.cloud.google.com/storage/docs/json_api/v1/objects
 */
export class GoogleCloudStorage extends Cloud {
	readonly hosts = ['storage.googleapis.com', 'oauth2.googleapis.com'];

	readonly oauth = new OAuth2();

	readonly bucket = 'notion-backup';

	private readonly objects = new Map<string, Buffer>();

	private readonly uploads = new ResumableUploads<string>();

	files(): StoredFile[] {
		return [...this.objects].map(([path, content]) => ({ path, content }));
	}

	answer(asked: Asked): Answer {
		const { method, path, query } = asked;
		if (path === '/token') return this.oauth.grant(asked, 'body');
		const upload = `/upload/storage/v1/b/${this.bucket}/o`;
		const isUpload = path === upload || path === `${upload}/`;
		if (isUpload && method === 'PUT') return this.takeChunk(asked);
		if (!this.oauth.admits(asked)) return failure(401, 'authError', 'Invalid Credentials');
		if (isUpload && method === 'POST') return this.beginUpload(asked, query);
		const objects = `/storage/v1/b/${this.bucket}/o/`;
		if (method === 'GET' && path.startsWith(objects)) {
			// A name in the path is percent-encoded, slashes included:
			// https://docs.cloud.google.com/storage/docs/request-endpoints#encoding
			const name = path.slice(objects.length);
			return name.includes('/') ? notFound(name) : this.show(decodeURIComponent(name));
		}
		return failure(501, 'notImplemented', `The stand-in does not know ${method} ${path}`);
	}

	private beginUpload(asked: Asked, query: URLSearchParams): Answer {
		const name = query.get('name') ?? '';
		if (!isName(name)) return failure(400, 'invalid', `Invalid object name: ${name}`);
		if (query.get('uploadType') === 'resumable') return this.uploads.open(name, asked);
		// “multipart”: the metadata, and then the content, in one request.
		const [, file] = multipartOf(asked);
		if (file === undefined) return failure(400, 'invalid', 'There is no content');
		this.objects.set(name, file.content);
		return this.show(name);
	}

	private takeChunk(asked: Asked): Answer {
		const progress = this.uploads.take(asked);
		if ('answer' in progress) return progress.answer;
		if (this.refuses(progress.about)) {
			// https://docs.cloud.google.com/storage/docs/json_api/v1/status-codes#503-service-unavailable
			return failure(503, 'backendError', 'Service Unavailable');
		}
		this.objects.set(progress.about, progress.content);
		return this.show(progress.about);
	}

	private show(name: string): Answer {
		const content = this.objects.get(name);
		if (content === undefined) return notFound(name);
		const size = String(content.length);
		return { status: 200, body: { kind: 'storage#object', bucket: this.bucket, name, size } };
	}
}

/** https://docs.cloud.google.com/storage/docs/objects#naming */
function isName(name: string): boolean {
	const bytes = Buffer.byteLength(name);
	const isReserved = ['.', '..'].includes(name) || name.startsWith('.well-known/acme-challenge/');
	return bytes >= 1 && bytes <= 1024 && !isReserved && !/[\r\n]/.test(name);
}

function notFound(name: string): Answer {
	return failure(404, 'notFound', `No such object: ${name}`);
}

function failure(code: number, reason: string, message: string): Answer {
	const errors = [{ domain: 'global', reason, message }];
	return { status: code, body: { error: { code, message, errors } } };
}
