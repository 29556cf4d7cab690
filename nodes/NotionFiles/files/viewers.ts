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
	{
		host: /^drive\.google\.com$/,
		direct: ({ pathname, searchParams }) => {
			const id =
				/^\/(?:a\/[^/]+\/)?file\/(?:u\/\d+\/)?d\/([\w-]+)/.exec(pathname)?.[1] ??
				(/^\/(?:open|uc)$/.test(pathname) ? wordIn(searchParams.get('id')) : undefined);
			return id && `https://drive.google.com/uc?export=download&id=${id}`;
		},
	},
	{
		host: /^docs\.google\.com$/,
		direct: ({ pathname }) => {
			const [, kind = '', id] =
				/^\/(?:a\/[^/]+\/)?(document|spreadsheets|presentation|drawings)\/(?:u\/\d+\/)?d\/([\w-]+)/.exec(
					pathname,
				) ?? [];
			const end = kind === 'presentation' || kind === 'drawings' ? '/' : '?format=';
			return id && `https://docs.google.com/${kind}/d/${id}/export${end}${EXPORTS[kind]}`;
		},
	},
	{
		host: /^(?:www\.)?dropbox\.com$/,
		direct: ({ pathname, searchParams }) => {
			if (!/^\/(?:s|sh|scl\/f[io])\/./.test(pathname)) return undefined;
			const key = searchParams.has('rlkey') ? `rlkey=${KEPT}&` : '';
			return `https://www.dropbox.com${pathname}?${key}dl=1`;
		},
	},
	{
		host: /^onedrive\.live\.com$/,
		direct: ({ pathname, searchParams }) => {
			if (!/^\/(?:embed|redir|view\.aspx|edit\.aspx|)$/.test(pathname)) return undefined;
			const id = wordIn(searchParams.get('resid') ?? searchParams.get('id'));
			const key = searchParams.has('authkey') ? `&authkey=${KEPT}` : '';
			return id && `https://onedrive.live.com/download?resid=${id}${key}`;
		},
	},
	{
		// A short link; OneDrive's sharing API takes any, encoded.
		host: /^1drv\.ms$/,
		direct: ({ origin, pathname }) =>
			`https://api.onedrive.com/v1.0/shares/u!${Buffer.from(origin + pathname).toString('base64url')}/root/content`,
	},
	{
		host: /\.sharepoint\.(?:com|cn|us|de)$/,
		direct: ({ origin, pathname }) =>
			/^\/:[a-z]:\//.test(pathname) ? `${origin}${pathname}?download=1` : undefined,
	},
];

/**
 * The direct form of a link to the viewer of a file at Google Drive, Dropbox, OneDrive or SharePoint; keys
 * in its query stand as “…”. Undefined for any other link.
 */
export function directForm(link: string): string | undefined {
	const url = parseUrl(link);
	if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
	return VIEWERS.find(({ host }) => host.test(url.hostname))?.direct(url);
}

function wordIn(text: string | null): string | undefined {
	return text !== null && /^[\w!.-]{1,200}$/.test(text) ? encodeURIComponent(text) : undefined;
}
