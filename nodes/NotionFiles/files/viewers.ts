import { parseUrl } from './links';

/** Where a site shows a file in a page of its own, and the form of that link which gives the file. */
interface Viewer {
	host: RegExp;
	/** Undefined where the link shows something else than one file. */
	direct: (url: URL) => string | undefined;
}

/** In place of keys: whoever reads an error is not to get them from it. */
const KEPT = '…';

const EXPORTS: Readonly<Record<string, string>> = {
	document: 'docx',
	spreadsheets: 'xlsx',
	presentation: 'pptx',
	drawings: 'png',
};

const VIEWERS: readonly Viewer[] = [
	{ host: /^drive\.google\.com$/, direct: ofDrive },
	{ host: /^docs\.google\.com$/, direct: ofDocs },
	{ host: /^(?:www\.)?dropbox\.com$/, direct: ofDropbox },
	{ host: /^onedrive\.live\.com$/, direct: ofOneDrive },
	{
		// A short link; OneDrive's sharing API takes any, encoded.
		host: /^1drv\.ms$/,
		direct: ({ origin, pathname }) =>
			`https://api.onedrive.com/v1.0/shares/u!${Buffer.from(origin + pathname).toString('base64url')}/root/content`,
	},
	{ host: /\.sharepoint\.(?:com|cn|us|de)$/, direct: ofSharePoint },
];

function ofDrive({ pathname, searchParams }: URL): string | undefined {
	const viewed = /^\/(?:a\/[^/]+\/)?file\/(?:u\/\d+\/)?d\/([\w-]+)/.exec(pathname)?.[1];
	const id =
		viewed ?? (/^\/(?:open|uc)$/.test(pathname) ? word(searchParams.get('id')) : undefined);
	if (id === undefined) return undefined;
	// The direct form of a large file answers with a warning that it was not scanned for viruses.
	return pathname === '/uc' && searchParams.get('export') === 'download'
		? `https://drive.usercontent.google.com/download?id=${id}&export=download&confirm=t`
		: `https://drive.google.com/uc?export=download&id=${id}`;
}

function ofDocs({ pathname }: URL): string | undefined {
	if (/\/export(?:\/|$)/.test(pathname)) return undefined;
	const [, kind = '', id] =
		/^\/(?:a\/[^/]+\/)?(document|spreadsheets|presentation|drawings)\/(?:u\/\d+\/)?d\/([\w-]+)/.exec(
			pathname,
		) ?? [];
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
	if (!/^\/(?:embed|redir|view\.aspx|edit\.aspx|)$/.test(pathname)) return undefined;
	const id = word(searchParams.get('resid') ?? searchParams.get('id'));
	const key = searchParams.has('authkey') ? `&authkey=${KEPT}` : '';
	return id && `https://onedrive.live.com/download?resid=${id}${key}`;
}

function ofSharePoint({ origin, pathname, searchParams }: URL): string | undefined {
	if (/^\/:[a-z]:\//.test(pathname)) {
		return searchParams.get('download') === '1' ? undefined : `${origin}${pathname}?download=1`;
	}
	const [, site = '', page = ''] = /^(.{0,500})\/_layouts\/15\/(\w+)\.aspx$/i.exec(pathname) ?? [];
	const download = `${origin}${site}/_layouts/15/download.aspx`;
	switch (page.toLowerCase()) {
		case 'doc':
		case 'wopiframe': {
			const id = word(searchParams.get('sourcedoc')?.replace(/[{}]/g, '') ?? null);
			return id && `${download}?UniqueId=${id}`;
		}
		case 'onedrive':
		case 'stream': {
			const path = searchParams.get('id') ?? '';
			return path.startsWith('/') ? `${download}?SourceUrl=${encodeURI(path)}` : undefined;
		}
		default:
			return undefined;
	}
}

/**
 * The direct form of a link to the viewer of a file at Google Drive, Dropbox, OneDrive or SharePoint; keys
 * in its query stand as “…”. Undefined for any other link.
 */
export function directForm(link: string): string | undefined {
	const url = parseUrl(link);
	if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
	return VIEWERS.find(({ host }) => host.test(url.hostname))?.direct(url);
}

function word(text: string | null): string | undefined {
	return text !== null && /^[\w!.-]{1,200}$/.test(text) ? encodeURIComponent(text) : undefined;
}
