import { randomUUID } from 'node:crypto';
import { Cloud, type Answer, type Asked, type StoredFile } from './Cloud';
import { OAuth2 } from './OAuth2';

/** A drive, by the root of its API. */
export interface DriveAddress {
	host: string;
	/** Without `/root:`. */
	drive: string;
}

/** https://learn.microsoft.com/en-us/graph/api/driveitem-put-content */
export const ONE_DRIVE: DriveAddress = { host: 'graph.microsoft.com', drive: '/v1.0/me/drive' };

/**
 * The default library of a site, with a token for SharePoint:
 * https://learn.microsoft.com/en-us/sharepoint/dev/apis/sharepoint-rest-graph,
 * https://learn.microsoft.com/en-us/onedrive/developer/rest-api/resources/site
 */
export const SHARE_POINT: DriveAddress = {
	host: 'contoso.sharepoint.com',
	drive: '/_api/v2.0/sites/contoso.sharepoint.com:/sites/Team:/drive',
};

/** OneDrive and SharePoint, of which the API is the same. */
export class MicrosoftDrive extends Cloud {
	readonly hosts: readonly string[];

	readonly oauth = new OAuth2();

	/** By paths in lower case: “report.pdf” and “REPORT.pdf” are one file. */
	private readonly stored = new Map<string, StoredFile>();

	constructor(private readonly address: DriveAddress) {
		super();
		this.hosts = [address.host, 'login.microsoftonline.com'];
	}

	files(): StoredFile[] {
		return [...this.stored.values()];
	}

	answer(asked: Asked): Answer {
		const { method, host, path } = asked;
		if (host === 'login.microsoftonline.com') return this.oauth.grant(asked, 'body');
		if (!this.oauth.admits(asked)) {
			return failure(
				401,
				'InvalidAuthenticationToken',
				'Lifetime validation failed, the token is expired.',
			);
		}
		const [begin, end] = [`${this.address.drive}/root:/`, ':/content'];
		if (method === 'PUT' && path.startsWith(begin) && path.endsWith(end)) {
			return this.put(path.slice(begin.length, -end.length).split('/'), asked);
		}
		return failure(400, 'BadRequest', `The stand-in does not know ${method} ${path}`);
	}

	/**
	 * Folders in the path that are not there are made, says one who develops the API:
	 * https://github.com/OneDrive/onedrive-api-docs/issues/83
	 */
	private put(segments: readonly string[], { headers, body }: Asked): Answer {
		const names = segments.map(decodeURIComponent);
		const path = names.join('/');
		const invalid = names.find((name) => !isName(name));
		if (invalid !== undefined || path.length > 400) {
			return failure(400, 'invalidRequest', `The provided name cannot be used: ${invalid ?? path}`);
		}
		if (headers['content-type'] === undefined) {
			return failure(400, 'BadRequest', 'Entity only allows writes with a Content-Type header.');
		}
		if (this.refuses(path)) {
			// https://learn.microsoft.com/en-us/graph/errors
			return failure(507, 'quotaLimitReached', 'The user has reached their quota limit.');
		}
		const key = path.toLowerCase();
		const status = this.stored.has(key) ? 200 : 201;
		this.stored.set(key, { path, content: body });
		const item = { id: randomUUID(), name: names.at(-1), size: body.length, file: {} };
		return { status, body: item };
	}
}

/**
 * https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa (“Invalid file names and file
 * types in OneDrive and SharePoint”)
 */
function isName(name: string): boolean {
	return (
		name !== '' &&
		name === name.trim() &&
		!/["*:<>?/\\|]/.test(name) &&
		!/^(?:\.lock|con|prn|aux|nul|com\d|lpt\d|desktop\.ini|~\$.*|.*_vti_.*)$/i.test(name)
	);
}

function failure(status: number, code: string, message: string): Answer {
	return { status, body: { error: { code, message, innerError: {} } } };
}
