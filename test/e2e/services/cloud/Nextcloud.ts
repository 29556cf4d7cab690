import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';

const ROOT = '/remote.php/webdav/';

/**
 * Somebody's Nextcloud, as far as its WebDAV server (sabre/dav) answers to uploads: with a status and no body.
 * The statuses are those of RFC 4918: 9.3.1 (MKCOL), 9.7.1 (PUT) and 11.5 (no space is left).
 */
export class Nextcloud extends Cloud {
	readonly hosts = ['cloud.example.com'];

	/** What a user types into n8n's credential. */
	readonly account = {
		webDavUrl: 'https://cloud.example.com/remote.php/webdav',
		user: 'ana',
		password: 'secret',
	};

	private readonly folders = new Set(['']);

	private readonly stored = new Map<string, Buffer>();

	files(): StoredFile[] {
		return [...this.stored].map(([path, content]) => ({ path, content }));
	}

	answer({ method, path: url, headers, body }: Asked): Answer {
		const { user, password } = this.account;
		const login = Buffer.from(`${user}:${password}`).toString('base64');
		if (headers.authorization !== `Basic ${login}`) return { status: 401 };
		if (!url.startsWith(ROOT)) return { status: 404 };
		const parts = url.slice(ROOT.length).split('/').filter(Boolean).map(decodeURIComponent);
		const path = parts.join('/');
		if (!this.folders.has(parts.slice(0, -1).join('/'))) return { status: 409 };
		if (method === 'MKCOL') return this.make(path);
		if (method === 'PUT') return this.put(path, body);
		return { status: 501 };
	}

	private make(path: string): Answer {
		if (this.folders.has(path) || this.stored.has(path)) return { status: 405 };
		this.folders.add(path);
		return { status: 201 };
	}

	private put(path: string, content: Buffer): Answer {
		// A file system behind it takes no longer names.
		const name = path.split('/').at(-1) ?? '';
		if (Buffer.byteLength(name) > 255) return { status: 400 };
		if (this.folders.has(path)) return { status: 409 };
		if (this.refuses(path)) return { status: 507 };
		const status = this.stored.has(path) ? 204 : 201;
		this.stored.set(path, content);
		return { status };
	}
}
