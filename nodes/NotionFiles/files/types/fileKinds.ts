import { canonicalType } from './extensions';

export const FILE_KINDS = [
	'image',
	'video',
	'audio',
	'pdf',
	'document',
	'spreadsheet',
	'presentation',
	'archive',
	'text',
	'other',
] as const;

/** What people call a file, in the words of the File Types filter. */
export type FileKind = (typeof FILE_KINDS)[number];

// In order: the first match counts. People who filter for spreadsheets expect CSV, and people who filter for
// images expect SVG, though both are text.
const KINDS: ReadonlyArray<readonly [FileKind, RegExp]> = [
	['pdf', /^application\/pdf$/],
	['image', /^image\/|^application\/(?:postscript|illustrator)$/],
	['audio', /^audio\/|^application\/ogg$/],
	['video', /^video\/|^application\/(?:mxf|vnd\.rn-realmedia)$/],
	[
		'spreadsheet',
		/^text\/(?:csv|tab-separated-values)$|^application\/vnd\.(?:ms-excel|openxmlformats-officedocument\.spreadsheetml|oasis\.opendocument\.spreadsheet|apple\.numbers|google-apps\.spreadsheet)/,
	],
	[
		'presentation',
		/^application\/vnd\.(?:ms-powerpoint|openxmlformats-officedocument\.presentationml|oasis\.opendocument\.presentation|apple\.keynote|google-apps\.presentation)/,
	],
	[
		'document',
		/^application\/(?:msword|rtf|epub\+zip|oxps|vnd\.(?:ms-word|ms-xpsdocument|wordperfect|openxmlformats-officedocument\.wordprocessingml|oasis\.opendocument\.text|apple\.pages|google-apps\.document)|x-mobipocket-ebook|x-abiword|x-fictionbook\+xml|x-hwp|hwp\+zip)/,
	],
	[
		'archive',
		/^application\/(?:zip|gzip|zstd|vnd\.rar|vnd\.ms-cab-compressed|x-(?:7z-compressed|tar|gtar|bzip2|xz|lzip|lzma|lz4|lzh-compressed|compress|apple-diskimage|iso9660-image|cpio|stuffitx?))$/,
	],
];

/** The kind of a media type; also accepts `image/*`. */
export function fileKind(mimeType: string): FileKind {
	const type = canonicalType(mimeType) ?? '';
	const kind = KINDS.find(([, types]) => types.test(type))?.[0];
	return kind ?? (isTextual(type) ? 'text' : 'other');
}

const TEXTUAL =
	/^text\/|^message\/rfc822$|\+(?:xml|json|yaml)$|^application\/(?:json|json5|xml|xml-dtd|xml-external-parsed-entity|rtf|toml|sql|typescript|ecmascript|graphql|x-(?:ndjson|sh|csh|subrip|tex|latex|httpd-php|perl|python|ruby|ipynb)|vnd\.apple\.mpegurl)$|^audio\/x-mpegurl$/;

/** Whether files of this type are text, whatever they are for. Expects a canonical type. */
export function isTextual(type: string): boolean {
	return TEXTUAL.test(type);
}

const ZIP_BASED =
	/\+zip$|^application\/(?:vnd\.openxmlformats-officedocument\.|vnd\.oasis\.opendocument\.|vnd\.apple\.(?:pages|numbers|keynote)$|vnd\.ms-(?:word|excel|powerpoint)\.|vnd\.ms-visio\.|vnd\.ms-xpsdocument$|oxps$|java-archive$|vnd\.android\.package-archive$|vnd\.google-earth\.kmz$|x-krita$|appx$|msix$)/;

/** Whether files of this type are ZIP archives inside. */
export function isZipBased(type: string): boolean {
	return ZIP_BASED.test(type);
}

const OLE_BASED =
	/^application\/(?:msword|vnd\.ms-(?:excel|powerpoint|outlook|project|publisher|works)|vnd\.visio|x-mspublisher|x-msi|x-hwp|onenote)$/;

/** Whether files of this type are OLE2 compound files, as Office wrote them until 2007. */
export function isOleBased(type: string): boolean {
	return OLE_BASED.test(type);
}

const TEXT_IMAGES = /^image\/(?:svg\+xml|vnd\.dxf|x-x[bp](?:it)?map|x-portable-.*map)$/;

/** Whether text can never be a file of this type. */
export function isAlwaysBinary(type: string): boolean {
	if (isTextual(type) || TEXT_IMAGES.test(type)) return false;
	return (
		/^(?:image|audio|video|font)\/|^application\/pdf$/.test(type) ||
		fileKind(type) === 'archive' ||
		isZipBased(type) ||
		isOleBased(type)
	);
}
