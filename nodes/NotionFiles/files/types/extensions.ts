import { extension as usualExtension, extensions, types } from 'mime-types';
import { ALIASES } from './aliases';

const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]{1,200}\/[\w!#$%&'*+.^`|~-]{1,200}$/;

/**
 * A content type under its usual name, in lower case and without parameters; undefined if it is invalid.
 */
export function canonicalType(contentType: string | undefined): string | undefined {
	// Some proxies join two of them with a comma.
	const type =
		/^[^;,]{0,300}/
			.exec(contentType ?? '')?.[0]
			.trim()
			.toLowerCase() ?? '';
	return MEDIA_TYPE.test(type) ? (ALIASES.get(type) ?? type) : undefined;
}

const GENERIC =
	/^(?:(?:application|binary)\/octet-?stream|application\/(?:x-)?(?:download|force-download|octetstream|unknown|binary|save|x-www-form-urlencoded)|multipart\/.*|(?:unknown|content)\/unknown|\*\/\*)$/;

/** Whether a type only says “some bytes”. */
export function isGenericType(type: string): boolean {
	return GENERIC.test(type);
}

// Where mime-types has something that nobody expects (a DASH patch for a project plan, a mobile phone's
// certificate for music), or nothing at all. Unregistered types are those that file(1), freedesktop, browsers
// or the vendors use.
const OWN_TYPES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		'3ds': 'application/x-3ds',
		'3fr': 'image/x-hasselblad-3fr',
		accdb: 'application/x-msaccess',
		ape: 'audio/x-ape',
		dart: 'text/x-dart',
		dcr: 'image/x-kodak-dcr',
		erf: 'image/x-epson-erf',
		fb2: 'application/x-fictionbook+xml',
		hwp: 'application/x-hwp',
		hwpx: 'application/hwp+zip',
		kdc: 'image/x-kodak-kdc',
		kra: 'application/x-krita',
		mpc: 'audio/x-musepack',
		mpp: 'application/vnd.ms-project',
		mrw: 'image/x-minolta-mrw',
		pef: 'image/x-pentax-pef',
		pls: 'audio/x-scpls',
		raf: 'image/x-fuji-raf',
		rmvb: 'application/vnd.rn-realmedia',
		scm: 'text/x-scheme',
		srw: 'image/x-samsung-srw',
		tcl: 'text/x-tcl',
		texi: 'text/x-texinfo',
		texinfo: 'text/x-texinfo',
		wv: 'audio/x-wavpack',
		x3f: 'image/x-sigma-x3f',
		xcf: 'image/x-xcf',
		z: 'application/x-compress',
		amv: 'video/x-amv',
		bat: 'text/plain',
		cmd: 'text/plain',
		cdr: 'image/x-cdr',
		cr2: 'image/x-canon-cr2',
		cr3: 'image/x-canon-cr3',
		arw: 'image/x-sony-arw',
		nef: 'image/x-nikon-nef',
		orf: 'image/x-olympus-orf',
		rw2: 'image/x-panasonic-rw2',
		dmg: 'application/x-apple-diskimage',
		dll: 'application/vnd.microsoft.portable-executable',
		exe: 'application/vnd.microsoft.portable-executable',
		gifv: 'video/mp4',
		hif: 'image/heif',
		go: 'text/x-go',
		indd: 'application/x-indesign',
		jsonl: 'application/x-ndjson',
		ndjson: 'application/x-ndjson',
		mpv: 'video/mpeg',
		msi: 'application/x-msi',
		parquet: 'application/vnd.apache.parquet',
		psb: 'image/vnd.adobe.photoshop',
		ps1: 'text/plain',
		pyd: 'application/vnd.microsoft.portable-executable',
		py: 'text/x-python',
		rb: 'text/x-ruby',
		rs: 'text/x-rust',
		sqlite: 'application/vnd.sqlite3',
		swift: 'text/x-swift',
		tgz: 'application/gzip',
		// In Notion, people keep TypeScript; an MPEG transport stream is recognized by its bytes.
		ts: 'text/x-typescript',
		tsx: 'text/x-typescript',
		vsdx: 'application/vnd.ms-visio.drawing',
		vue: 'text/x-vue',
		wmv: 'video/x-ms-wmv',
		zst: 'application/zstd',
	}),
);

const OWN_NAMES: ReadonlySet<string> = new Set(OWN_TYPES.values());

// In names that people write, these end domains and sentences: “Invoice from acme.com”.
const DOMAINS: ReadonlySet<string> = new Set(
	'com org net edu gov me in io eu de uk fr nl ch'.split(' '),
);

/** Whether a name with this ending more likely names a site than a format. */
export function endsDomain(extension: string): boolean {
	return DOMAINS.has(extension.toLowerCase());
}

// Extensions of files without a media type of their own, or with one that mime-types has for something
// else (fig, c4d, skp): their bytes must tell.
const TYPELESS: ReadonlySet<string> = new Set(
	`sketch fig xd afdesign afphoto afpub c4d procreate graffle drawio excalidraw canvas xmind mindnode
	skp fbx 3dm sldprt sldasm rvt gcode aep prproj fcpxml logicx als flp cpr mobi azw azw3 enex
	dat db bak raw url webloc plist properties cfg env lock diff patch rst adoc tex tf tfvars hcl
	proto prisma graphql gql svelte astro kt kts zig ex exs erl hs clj rmd jl zsh fish
	pkl npy npz h5 hdf5 feather onnx pth gguf ipa whl gem vhdx qcow2 pfx kdbx csr gpg
	shp dbf ply ovpn rdp asp aspx jsp safetensors unitypackage mobileconfig mobileprovision applescript
	sketchplugin photoslibrary alfredworkflow itermcolors xcworkspace entitlements code-workspace
	sublime-project sqlite-wal db-wal json-patch flatpakrepo raw-disk-image c++ h++ mp+`.split(/\s+/),
);

/** The media type for an extension (without dot, any case); undefined if there is none. */
export function typeOfExtension(extension: string): string | undefined {
	const lower = extension.toLowerCase();
	if (DOMAINS.has(lower) || TYPELESS.has(lower)) return undefined;
	return OWN_TYPES.get(lower) ?? canonicalType(types[lower]);
}

// Of programs on servers, whose links end in their own names: their answers may be anything.
const SCRIPTS: ReadonlySet<string> = new Set(
	`php php3 php4 php5 php7 php8 phtml jsp jspx jspa jsf jhtml faces seam asp aspx ashx asmx axd svc mspx
	do action cgi fcgi cfm cfc cfml nsf mvc`.split(/\s+/),
);

/** Whether this ends the name of a program on a server rather than that of a file. */
export function isScriptExtension(extension: string): boolean {
	return SCRIPTS.has(extension.toLowerCase());
}

// Keynote or a cryptographic key, Publisher or a public key, TypeScript or a transport stream, a
// template or a graph, an Illustrator file that is a PDF or one that is not.
const AMBIGUOUS: ReadonlySet<string> = new Set(['key', 'pub', 'ts', 'dot', 'ai']);

/** Whether programs that have nothing in common use this extension. */
export function isAmbiguousExtension(extension: string): boolean {
	return AMBIGUOUS.has(extension.toLowerCase());
}

/** Whether files are known to have this extension. */
export function isKnownExtension(extension: string): boolean {
	return TYPELESS.has(extension.toLowerCase()) || typeOfExtension(extension) !== undefined;
}

// What people expect where mime-types picks another one of several.
const USUAL_EXTENSIONS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		'application/hwp+zip': 'hwpx',
		'application/vnd.ms-project': 'mpp',
		'application/x-3ds': '3ds',
		'application/x-hwp': 'hwp',
		'audio/x-musepack': 'mpc',
		'application/postscript': 'ps',
		'application/vnd.microsoft.portable-executable': 'exe',
		'application/x-ndjson': 'jsonl',
		'audio/aac': 'aac',
		'audio/aiff': 'aiff',
		'audio/flac': 'flac',
		'audio/mpeg': 'mp3',
		'audio/midi': 'mid',
		'audio/ogg': 'ogg',
		'image/tiff': 'tiff',
		'text/vcard': 'vcf',
		'text/x-go': 'go',
		'text/x-python': 'py',
		'text/x-ruby': 'rb',
		'text/x-rust': 'rs',
		'text/x-typescript': 'ts',
		'video/mpeg': 'mpg',
		'video/quicktime': 'mov',
		'video/x-ms-wmv': 'wmv',
	}),
);

/** The usual extension for a media type, without dot; '' if there is none. */
export function extensionOfType(mimeType: string): string {
	const type = canonicalType(mimeType);
	if (type === undefined || isGenericType(type)) return '';
	return USUAL_EXTENSIONS.get(type) ?? (usualExtension(type) || '');
}

/** Whether an extension is one of those that files of a type have. */
export function isExtensionOf(extension: string, mimeType: string): boolean {
	const lower = extension.toLowerCase();
	return lower === extensionOfType(mimeType) || (extensions[mimeType] ?? []).includes(lower);
}

/**
 * Whether a type is meaningful, unlike those that programs invent and nobody else knows
 * (`application/wps-office.docx`). Expects a canonical type.
 */
export function isRegisteredType(type: string): boolean {
	const tellsKind = /^(?:audio|font|image|message|model|text|video)\//.test(type);
	return tellsKind || OWN_NAMES.has(type) || extensionOfType(type) !== '';
}
