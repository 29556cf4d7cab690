import { randomUUID } from 'node:crypto';
import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';
import { multipartOf } from './multipart';
import { OAuth2 } from './OAuth2';

/** The user's root folder: https://developer.box.com/reference/post-files-content/ */
const ROOT = '0';

/** Somebody's Box. */
export class Box extends Cloud {
	readonly hosts = ['api.box.com', 'upload.box.com'];

	/** https://developer.box.com/guides/authentication/tokens/refresh/ */
	readonly oauth = new OAuth2('once');

	/** The folder that the user has made for the backup. */
	readonly backup = '11446498';

	private readonly stored: StoredFile[] = [];

	files(): StoredFile[] {
		return this.stored;
	}

	answer(asked: Asked): Answer {
		const route = `${asked.method} ${asked.host}${asked.path}`;
		if (route === 'POST api.box.com/oauth2/token') return this.oauth.grant(asked, 'body');
		if (!this.oauth.admits(asked)) return failure(401, 'unauthorized', 'Unauthorized');
		if (route === 'POST upload.box.com/api/2.0/files/content') return this.upload(asked);
		return failure(405, 'method_not_allowed', `The stand-in does not know ${route}`);
	}

	private upload(asked: Asked): Answer {
		const [attributes, file] = multipartOf(asked);
		if (attributes?.name !== 'attributes' || file === undefined) {
			const message = 'Metadata is included after file contents in a file upload request.';
			return failure(400, 'metadata_after_file_contents', message);
		}
		const { name, parent } = JSON.parse(attributes.content.toString()) as {
			name: string;
			parent: { id: string | number };
		};
		const folder = { [ROOT]: '', [this.backup]: 'Notion/' }[String(parent.id)];
		if (folder === undefined) return failure(404, 'not_found', 'Not Found');
		const path = `${folder}${name}`;
		if (name.length > 255) return failure(400, 'item_name_too_long', 'Item name too long');
		if (!isName(name)) return failure(400, 'item_name_invalid', 'Item name invalid');
		if (this.stored.some((one) => one.path.toLowerCase() === path.toLowerCase())) {
			return failure(409, 'item_name_in_use', 'Item with the same name already exists');
		}
		if (this.refuses(path)) {
			return failure(403, 'storage_limit_exceeded', 'Account storage limit reached');
		}
		this.stored.push({ path, content: file.content });
		const entries = [{ type: 'file', id: randomUUID(), name, size: file.content.length }];
		return { status: 201, body: { total_count: 1, entries } };
	}
}

/**
 * Names and errors: https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/. Among
 * the characters it also lists “-”, but names with it are in Box's own documentation.
 */
function isName(name: string): boolean {
	return (
		name !== '' &&
		name === name.trim() &&
		!['.', '..'].includes(name) &&
		!/[/\\<>:|?*\p{Cc}]/u.test(name)
	);
}

function failure(status: number, code: string, message: string): Answer {
	return { status, body: { type: 'error', status, code, message, request_id: 'abcdef123456' } };
}
