import { randomUUID } from 'node:crypto';
import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';
import { OAuth2 } from './OAuth2';

/**
 * Somebody's Dropbox.
 *
 * https://www.dropbox.com/developers/documentation/http/documentation
 */
export class Dropbox extends Cloud {
	readonly hosts = ['api.dropboxapi.com', 'content.dropboxapi.com'];

	readonly oauth = new OAuth2();

	/** By paths in lower case: those that differ only in case are one file. */
	private readonly stored = new Map<string, StoredFile>();

	private readonly rootNamespace = '3235641';

	files(): StoredFile[] {
		return [...this.stored.values()];
	}

	answer(asked: Asked): Answer {
		const route = `${asked.method} ${asked.host}${asked.path}`;
		if (route === 'POST api.dropboxapi.com/oauth2/token') return this.oauth.grant(asked, 'header');
		if (!this.oauth.admits(asked)) return failure(401, 'expired_access_token');
		if (route === 'POST api.dropboxapi.com/2/users/get_current_account') {
			const root_info = { '.tag': 'user', root_namespace_id: this.rootNamespace };
			return {
				status: 200,
				body: { account_id: 'dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc', root_info },
			};
		}
		if (route === 'POST content.dropboxapi.com/2/files/upload') return this.upload(asked);
		return badRequest(`Unknown API function: ${route}`);
	}

	/**
	 * The arguments are in the query's `arg`. Folders in the path that are not there are made:
	 * https://github.com/dropbox/dropbox-sdk-java/issues/226
	 */
	private upload({ query, headers, body }: Asked): Answer {
		if (headers['content-type'] !== 'application/octet-stream') {
			return badRequest(`Bad HTTP "Content-Type" header: ${headers['content-type']}`);
		}
		const { path, mode } = JSON.parse(query.get('arg') ?? '{}') as Record<string, string>;
		if (path === undefined || !/^(?:\/|ns:\d+|id:)/.test(path)) {
			return badRequest(
				`path: ${path} did not match pattern (/(.|[\\r\\n])*)|(ns:[0-9]+(/.*)?)|(id:.*)`,
			);
		}
		const names = path.split('/').slice(1);
		// https://help.dropbox.com/organize/file-names; 255 by rclone/rclone#4805.
		if (names.some((name) => name === '' || name.length > 255 || name.includes('\\'))) {
			return failure(409, 'path/malformed_path');
		}
		if (this.refuses(path.slice(1))) {
			// https://developers.dropbox.com/error-handling-guide
			return { ...failure(429, 'too_many_write_operations'), headers: { 'retry-after': '1' } };
		}
		const key = path.toLowerCase();
		if (this.stored.has(key) && mode !== 'overwrite') return failure(409, 'path/conflict/file');
		this.stored.set(key, { path: path.slice(1), content: body });
		const name = names.at(-1);
		return {
			status: 200,
			body: { id: `id:${randomUUID()}`, name, path_display: path, size: body.length },
		};
	}
}

function failure(status: number, error_summary: string): Answer {
	const [tag] = error_summary.split('/');
	return { status, body: { error_summary: `${error_summary}/..`, error: { '.tag': tag } } };
}

/** “A string explaining what went wrong”, and no JSON. */
function badRequest(what: string): Answer {
	return { status: 400, body: `Error in call to API function "files/upload": ${what}` };
}
