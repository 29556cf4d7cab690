import { parseUrl } from './links';

/** A site that shows files on pages of its own, and how to get the link to the file itself. */
interface Viewer {
	host: RegExp;
	/** Undefined if the link shows something other than one file. */
	direct: (url: URL) => string | undefined;
}

/** In place of keys, so that errors do not reveal them. */
const KEPT = '…';

const EXPORTS: Readonly<Record<string, string>> = {
	document: 'docx',
	spreadsheets: 'xlsx',
	presentation: 'pptx',
	drawings: 'png',
};

const VIEWERS: readonly Viewer[] = [
	{ host: /^drive\.google\.com$/, direct: ofDrive },
	{ host: /^docs\.google\.com$/, direct: (url) => ofDocs(url) ?? ofDrive(url) },
	{ host: /^(?:www\.)?dropbox\.com$/, direct: ofDropbox },
	{ host: /^onedrive\.live\.com$/, direct: ofOneDrive },
	{ host: /^1drv\.ms$/, direct: ofShortLink },
	{ host: /\.sharepoint\.(?:com|cn|us|de)$/, direct: ofSharePoint },
];

/** Of accounts and organizations: `/u/1/…`, `/a/acme.com/…`. */
const OF_ACCOUNT = String.raw`^\/(?:a\/[^/]+\/)?(?:u\/\d+\/)?`;
const DRIVE_FILE = new RegExp(String.raw`${OF_ACCOUNT}file\/(?:u\/\d+\/)?d\/([\w-]+)`);
const DRIVE_BY_ID = new RegExp(String.raw`${OF_ACCOUNT}(open|uc)$`);
// What is published to the web (`/d/e/…`) has a different ID from its document.
const DOCUMENT = new RegExp(
	String.raw`${OF_ACCOUNT}(document|spreadsheets|presentation|drawings)\/(?:u\/\d+\/)?d\/(?!e\/)([\w-]+)`,
);

function ofDrive({ pathname, searchParams }: URL): string | undefined {
	const viewed = DRIVE_FILE.exec(pathname)?.[1];
	const [, way] = DRIVE_BY_ID.exec(pathname) ?? [];
	const id = viewed ?? (way && word(searchParams.get('id')));
	if (id === undefined) return undefined;
	// For a large file, the direct form returns a warning that it was not scanned for viruses.
	return way === 'uc' && searchParams.get('export') === 'download'
		? `https://drive.usercontent.google.com/download?id=${id}&export=download&confirm=t`
		: `https://drive.google.com/uc?export=download&id=${id}`;
}

function ofDocs({ pathname }: URL): string | undefined {
	if (/\/export(?:\/|$)/.test(pathname)) return undefined;
	const [, kind = '', id] = DOCUMENT.exec(pathname) ?? [];
	const end = kind === 'presentation' || kind === 'drawings' ? '/' : '?format=';
	return id && `https://docs.google.com/${kind}/d/${id}/export${end}${EXPORTS[kind]}`;
}

function ofDropbox({ pathname, searchParams }: URL): string | undefined {
	if (!/^\/(?:s|sh|scl\/f[io])\/./.test(pathname) || searchParams.get('dl') === '1')
		return undefined;
	const key = searchParams.has('rlkey') ? `rlkey=${KEPT}&` : '';
	return `https://www.dropbox.com${pathname}?${key}dl=1`;
}

function ofOneDrive({ pathname, searchParams }: URL): string | undefined {
	if (!/^\/(?:embed|redir|(?:view|edit)(?:\.aspx)?|)$/.test(pathname)) return undefined;
	const id = word(searchParams.get('resid') ?? searchParams.get('id'));
	const key = searchParams.has('authkey') ? `&authkey=${KEPT}` : '';
	return id && `https://onedrive.live.com/download?resid=${id}${key}`;
}

/** OneDrive's sharing API accepts any of its short links, encoded; `/f/` means a folder. */
function ofShortLink({ origin, pathname }: URL): string | undefined {
	if (!/^\/[a-z]\/./.test(pathname) || pathname.startsWith('/f/')) return undefined;
	const encoded = Buffer.from(origin + pathname).toString('base64url');
	return `https://api.onedrive.com/v1.0/shares/u!${encoded}/root/content`;
}

function ofSharePoint({ origin, pathname, searchParams }: URL): string | undefined {
	const [, site = '', page = ''] =
		/^(?:\/:[a-z]:\/[a-z](?=\/))?(.{0,500})\/_layouts\/15\/(\w+)\.aspx$/i.exec(pathname) ?? [];
	const download = `${origin}${site}/_layouts/15/download.aspx`;
	switch (page.toLowerCase()) {
		case '':
			break;
		case 'doc':
		case 'wopiframe': {
			const id = word(searchParams.get('sourcedoc')?.replace(/[{}]/g, '') ?? null);
			return id && `${download}?UniqueId=${id}`;
		}
		case 'onedrive':
		case 'stream':
			return byPath(download, searchParams.get('id'));
		default:
			return undefined;
	}
	// The list of a library with an open file.
	const [library] = /^.{0,500}\/Forms\/\w+\.aspx$/i.exec(pathname) ?? [];
	if (library !== undefined) {
		return byPath(`${origin}/_layouts/15/download.aspx`, searchParams.get('id'));
	}
	// `:f:` is a folder.
	if (!/^\/:[a-eg-z]:\//.test(pathname) || searchParams.get('download') === '1') return undefined;
	return `${origin}${pathname}?download=1`;
}

/** A path with an extension leads to a file, any other to a folder. */
function byPath(download: string, path: string | null): string | undefined {
	if (!/^\/.{0,1000}\.[a-z0-9]{1,10}$/i.test(path ?? '')) return undefined;
	return `${download}?SourceUrl=${(path ?? '').split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * The direct form of a link to the viewer of a file at Google Drive, Dropbox, OneDrive or SharePoint, with
 * “…” in place of keys in its query. Undefined for any other link.
 */
export function directForm(link: string): string | undefined {
	const url = parseUrl(link);
	if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
	return VIEWERS.find(({ host }) => host.test(url.hostname))?.direct(url);
}

function word(text: string | null): string | undefined {
	return text !== null && /^[\w!.-]{1,200}$/.test(text) ? encodeURIComponent(text) : undefined;
}
