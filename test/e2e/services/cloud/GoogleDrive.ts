import { randomUUID } from 'node:crypto';
import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';
import { OAuth2 } from './OAuth2';
import { ResumableUploads } from './ResumableUploads';

const FOLDER = 'application/vnd.google-apps.folder';

/** A file or folder. Its name “is not necessarily unique within a folder” (the reference of `files`). */
interface Item {
	id: string;
	name: string;
	mimeType: string;
	parents: string[];
	content: Buffer;
}

/**
 * Google Drive, as far as backups need it.
 *
 * https://developers.google.com/workspace/drive/api/reference/rest/v3/files
 */
export class GoogleDrive extends Cloud {
	readonly hosts = ['www.googleapis.com', 'oauth2.googleapis.com'];

	readonly oauth = new OAuth2();

	/** The folder that the user has made for the backup. */
	readonly backup: string;

	private readonly items = new Map<string, Item>();

	private readonly uploads = new ResumableUploads<Partial<Item>>();

	constructor() {
		super();
		this.items.set('root', { ...newItem({ name: '', mimeType: FOLDER }), id: 'root' });
		this.backup = this.add({ name: 'Notion', mimeType: FOLDER, parents: ['root'] }).id;
	}

	files(): StoredFile[] {
		return this.all(({ mimeType }) => mimeType !== FOLDER).map((item) => {
			return { path: this.pathOf(item), content: item.content };
		});
	}

	/** The paths of all folders but the root; there may be two of the same path. */
	folders(): string[] {
		return this.all(({ id, mimeType }) => mimeType === FOLDER && id !== 'root').map((folder) =>
			this.pathOf(folder),
		);
	}

	answer(asked: Asked): Answer {
		const { method, path, query } = asked;
		if (path === '/token') return this.oauth.grant(asked, 'body');
		if (method === 'PUT' && path === UPLOAD) return this.takeChunk(asked);
		if (!this.oauth.admits(asked)) return failure(401, 'authError', 'Invalid Credentials');
		const route = `${method} ${path}`;
		if (route === 'GET /drive/v3/files') return this.list(query);
		if (route === 'POST /drive/v3/files') return this.create(metadataIn(asked));
		if (route === `POST ${UPLOAD}` && query.get('uploadType') === 'resumable') {
			return this.beginUpload(asked);
		}
		const [, id] = /^PATCH \/drive\/v3\/files\/([^/]+)$/.exec(route) ?? [];
		if (id !== undefined) return this.update(id, metadataIn(asked));
		return failure(501, 'notImplemented', `The stand-in does not know ${route}`);
	}

	private create(metadata: Partial<Item>): Answer {
		const missing = this.missingParent(metadata);
		if (missing !== undefined) return notFound(missing);
		return shown(this.add(metadata));
	}

	private beginUpload(asked: Asked): Answer {
		const metadata = metadataIn(asked);
		const missing = this.missingParent(metadata);
		if (missing !== undefined) return notFound(missing);
		if (this.refuses(this.pathOf(newItem(metadata)))) {
			// https://developers.google.com/workspace/drive/api/guides/handle-errors
			return failure(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded');
		}
		return this.uploads.open(metadata, asked);
	}

	private takeChunk(asked: Asked): Answer {
		const progress = this.uploads.take(asked);
		if ('answer' in progress) return progress.answer;
		return shown(this.add({ ...progress.about, content: progress.content }));
	}

	private update(id: string, { name, mimeType }: Partial<Item>): Answer {
		const item = this.items.get(id);
		if (item === undefined) return notFound(id);
		if (name !== undefined) item.name = name;
		if (mimeType !== undefined) item.mimeType = mimeType;
		return shown(item);
	}

	/**
	 * “Partial or empty result pages are possible even before the end of the files list has been reached”
	 * (`files.list`), so there are never more than two.
	 */
	private list(query: URLSearchParams): Answer {
		const matches = conditionOf(query.get('q') ?? '');
		if (matches === undefined) return failure(400, 'invalid', 'Invalid Value');
		const found = this.all(({ id }) => id !== 'root').filter(matches);
		const start = Number(query.get('pageToken') ?? 0);
		const files = found.slice(start, start + 2).map(({ id, name }) => ({ id, name }));
		const next = start + 2 < found.length ? { nextPageToken: String(start + 2) } : {};
		return { status: 200, body: { ...next, files } };
	}

	private add(metadata: Partial<Item>): Item {
		const item = newItem(metadata);
		this.items.set(item.id, item);
		return item;
	}

	private missingParent({ parents = [] }: Partial<Item>): string | undefined {
		return parents.find((id) => this.items.get(id)?.mimeType !== FOLDER);
	}

	private all(which: (item: Item) => boolean): Item[] {
		return [...this.items.values()].filter(which);
	}

	private pathOf({ name, parents: [parent = 'root'] }: Item): string {
		const above = this.items.get(parent);
		return parent === 'root' || above === undefined ? name : `${this.pathOf(above)}/${name}`;
	}
}

const UPLOAD = '/upload/drive/v3/files';

/** Without parents, “the file will be placed directly in the user's My Drive folder” (`files.create`). */
function newItem(metadata: Partial<Item>): Item {
	const { name = 'Untitled', mimeType = 'application/octet-stream', parents, content } = metadata;
	const id = randomUUID();
	return { id, name, mimeType, parents: parents ?? ['root'], content: content ?? Buffer.alloc(0) };
}

function metadataIn({ body }: Asked): Partial<Item> {
	return JSON.parse(body.toString()) as Partial<Item>;
}

/**
 * https://developers.google.com/workspace/drive/api/guides/ref-search-terms
 *
 * @returns undefined for a condition that the stand-in does not know
 */
function conditionOf(q: string): ((item: Item) => boolean) | undefined {
	const conditions = q.split(' and ').map((term) => {
		const [, parent] = /^'([^']+)' in parents$/.exec(term) ?? [];
		if (parent !== undefined) return ({ parents }: Item) => parents.includes(parent);
		const [, type] = /^mimeType = '([^']+)'$/.exec(term) ?? [];
		if (type !== undefined) return ({ mimeType }: Item) => mimeType === type;
		return term === 'trashed = false' ? () => true : undefined;
	});
	if (conditions.some((condition) => condition === undefined)) return undefined;
	return (item) => conditions.every((condition) => condition?.(item));
}

function shown({ id, name, mimeType }: Item): Answer {
	return { status: 200, body: { kind: 'drive#file', id, name, mimeType } };
}

function notFound(id: string): Answer {
	return failure(404, 'notFound', `File not found: ${id}.`);
}

function failure(code: number, reason: string, message: string): Answer {
	const errors = [{ domain: 'global', reason, message }];
	return { status: code, body: { error: { errors, code, message } } };
}
