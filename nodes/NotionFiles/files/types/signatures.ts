import { canonicalType } from './extensions';
import { isOleBased, isTextual, isZipBased } from './fileKinds';
import { type Evidence, markupEvidence } from './markup';

/** Enough for every signature; the furthest, TAR's, is at 257. */
const LOOKED_AT = 4096;

/** What the first bytes prove; undefined if they prove nothing, or are too few. */
export function evidenceOf(head: Uint8Array): Evidence | undefined {
	// One character per byte, so that regular expressions match bytes.
	const start = Buffer.from(head.subarray(0, LOOKED_AT)).toString('latin1');
	for (const [type, signature, ...others] of SIGNATURES) {
		if (signature.test(start)) return exactly(type, ...others);
	}
	for (const [signature, evidence] of CONTAINERS) {
		if (signature.test(start)) return evidence(start);
	}
	return markupEvidence(head.subarray(0, LOOKED_AT));
}

/** Types, their signatures, and the types that share them. Sources: file(1), Wikipedia's list. */
const SIGNATURES: ReadonlyArray<readonly [string, RegExp, ...string[]]> = [
	['image/png', /^\x89PNG\r\n\x1a\n/, 'image/apng'],
	['image/jpeg', /^\xff\xd8\xff/],
	['image/gif', /^GIF8[79]a/],
	['image/webp', /^RIFF.{4}WEBP/s],
	['image/bmp', /^BM.{4}\0{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0{3}/s],
	['image/vnd.microsoft.icon', /^\0\0\x01\0[\x01-\x40]\0.{3}\0/s],
	['image/vnd.adobe.photoshop', /^8BPS\0[\x01\x02]/],
	['image/jp2', /^\0{3}\x0cjP {2}\r\n\x87\n/, 'image/jpx', 'image/jpm'],
	['image/jxl', /^\0{3}\x0cJXL \r\n\x87\n/],
	['image/vnd.djvu', /^AT&TFORM/],
	['image/vnd.dwg', /^AC10\d\d\0/],
	['application/pdf', /^(?:\xef\xbb\xbf)?\s{0,9}%PDF-/],
	['application/postscript', /^%!PS|^\xc5\xd0\xd3\xc6/],
	['application/rtf', /^\{\\rtf/, 'application/msword'],
	['audio/wav', /^R(?:IFF|F64).{4}WAVE/s],
	['audio/flac', /^fLaC/],
	['audio/midi', /^MThd\0{3}\x06/],
	['audio/aiff', /^FORM.{4}AIF[FC]/s],
	['audio/amr', /^#!AMR/],
	// ID3 tags also precede audio other than MP3.
	['audio/mpeg', /^ID3[\x02-\x04]/, 'audio/aac', 'audio/flac', 'audio/aiff', 'audio/wav'],
	['video/x-msvideo', /^RIFF.{4}AVI /s],
	['video/x-flv', /^FLV\x01/, 'video/x-f4v'],
	['video/x-ms-wmv', /^\x30\x26\xb2\x75\x8e\x66\xcf\x11/, 'video/x-ms-asf', 'audio/x-ms-wma'],
	['video/mpeg', /^\0\0\x01[\xba\xb3]/],
	['video/mp2t', /^(?:.{4})?G.{187}(?:.{4})?G.{187}(?:.{4})?G/s],
	['video/quicktime', /^\0.{3}(?:moov|mdat|wide|pnot)/s, 'video/mp4'],
	['application/vnd.rar', /^Rar!\x1a\x07/, 'application/x-cbr'],
	['application/x-7z-compressed', /^7z\xbc\xaf\x27\x1c/],
	['application/x-bzip2', /^BZh[1-9]1AY&SY/],
	['application/x-xz', /^\xfd7zXZ\0/],
	['application/zstd', /^\x28\xb5\x2f\xfd/],
	['application/vnd.ms-cab-compressed', /^MSCF\0{4}/],
	['application/vnd.sqlite3', /^SQLite format 3\0/],
	['application/wasm', /^\0asm/],
	[
		'application/vnd.microsoft.portable-executable',
		/^MZ.{0,62}\0/s,
		...['application/x-msdownload', 'application/x-msdos-program', 'application/x-dosexec'],
	],
	['application/x-elf', /^\x7fELF/, 'application/x-executable', 'application/x-sharedlib'],
	['application/x-shockwave-flash', /^[FCZ]WS[\x01-\x40]/],
	['font/woff', /^wOFF(?:\0|OTTO|true)/],
	['font/woff2', /^wOF2(?:\0|OTTO|true)/],
	['font/otf', /^OTTO\0/],
	['model/gltf-binary', /^glTF[\x01\x02]\0{3}/],
];

/** Signatures that only identify a family, and what can be told about the member. */
const CONTAINERS: ReadonlyArray<readonly [RegExp, (start: string) => Evidence]> = [
	[/^PK(?:\x03\x04|\x05\x06|\x07\x08)/, zip],
	[/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/, () => holder('application/x-ole-storage', isZipBased)],
	[/^\x1f\x8b\x08/, gzip],
	[/^.{257}ustar[\0 ]/s, () => holder('application/x-tar', isZipBased, isOleBased)],
	[/^(?:II[*+]\0|MM\0[*+])/, tiff],
	[/^.{4}ftyp/s, isoMedia],
	[/^OggS\0/, ogg],
	[/^\x1a\x45\xdf\xa3/, matroska],
];

const SIGNED: ReadonlySet<string> = new Set([
	...SIGNATURES.map(([type]) => type),
	...['application/zip', 'application/gzip', 'application/x-tar', 'application/x-ole-storage'],
]);

// Signatures that some files of the type lack, or that other files may have as well.
const UNSURE =
	/^(?:audio|video)\/|^image\/(?:bmp|vnd\.microsoft\.icon)$|^application\/(?:x-tar|vnd\.micro)/;

/** Whether every file of this type has a signature, so that a file without one is of another type. */
export function alwaysHasSignature(type: string): boolean {
	return SIGNED.has(type) && !UNSURE.test(type);
}

function exactly(type: string, ...others: string[]): Evidence {
	return { type, admits: (other) => others.includes(other), isFamily: others.length > 0 };
}

function oneOf(type: string, family: RegExp): Evidence {
	return { type, admits: (other) => family.test(other), isFamily: true };
}

/** These may contain anything, except what would begin differently. */
function holder(type: string, ...refused: Array<(type: string) => boolean>): Evidence {
	const admits = (other: string): boolean =>
		/^(?:application|model)\//.test(other) &&
		!isTextual(other) &&
		!SIGNED.has(other) &&
		!refused.some((refuses) => refuses(other));
	return { type, admits, isFamily: true };
}

/** OpenDocument and EPUB put their type first, uncompressed; in Office files, directories show the program. */
function zip(start: string): Evidence {
	if (start.slice(30, 38) === 'mimetype') {
		const size = start.charCodeAt(18) + 256 * start.charCodeAt(19);
		const type = canonicalType(start.slice(38, 38 + size));
		if (type?.startsWith('application/')) return exactly(type);
	}
	const office = officeType(start);
	if (office === undefined) return holder('application/zip', isOleBased);
	return holder(office, isOleBased, (type) => isOfAnotherProgram(type, office));
}

function officeType(start: string): string | undefined {
	if (!isOpenPackage(start)) return undefined;
	const format = 'application/vnd.openxmlformats-officedocument.';
	if (start.includes('word/')) return `${format}wordprocessingml.document`;
	if (start.includes('xl/')) return `${format}spreadsheetml.sheet`;
	return start.includes('ppt/') ? `${format}presentationml.presentation` : undefined;
}

const PROGRAMS = [
	/\.wordprocessingml\.|\.ms-word\./,
	/\.spreadsheetml\.|\.ms-excel\./,
	/\.presentationml\.|\.ms-powerpoint\./,
] as const;

/** Whether one type is Word's and the other Excel's, for example: the content of the archive tells these apart. */
function isOfAnotherProgram(type: string, other: string): boolean {
	return PROGRAMS.some((program) => program.test(type) && !program.test(other));
}

/**
 * Microsoft's programs begin with the list of types; LibreOffice begins with the relations and ends with the
 * types; others begin with any part, which differs from a folder of the same name by its content.
 */
function isOpenPackage(start: string): boolean {
	if (start.includes('[Content_Types].xml') || start.includes('_rels/.rels')) return true;
	const first = start.slice(30, 30 + start.charCodeAt(26) + 256 * start.charCodeAt(27));
	return /^(?:docProps|customXml|(?:word|xl|ppt)(?:\/(?:_rels|theme|media|worksheets|slides|slideMasters|slideLayouts))?)\/[\w.-]+\.(?:xml|rels|bin|jpe?g|png|emf|wmf)$/.test(
		first,
	);
}

function gzip(): Evidence {
	const any = holder('application/gzip', isZipBased, isOleBased);
	return { ...any, admits: (type) => type === 'image/svg+xml' || any.admits(type) };
}

/** Most cameras' raw pictures are TIFF files. */
function tiff(): Evidence {
	const admits = (type: string): boolean => /^image\/(?:x-|tiff)/.test(type) && !SIGNED.has(type);
	return { type: 'image/tiff', admits, isFamily: true };
}

/** By the major brand (https://mp4ra.org/registered-types/brands). */
function isoMedia(start: string): Evidence {
	const brand = start.slice(8, 12);
	if (/^avi[fs]/.test(brand)) return exactly('image/avif');
	if (/^he[iv][cmsx]/.test(brand)) return oneOf('image/heic', /^image\/hei[cf]/);
	if (/^m[is]f1/.test(brand)) return oneOf('image/heif', /^image\/(?:hei[cf]|avif)/);
	if (brand === 'crx ') return exactly('image/x-canon-cr3');
	if (/^M4[ABP] /.test(brand)) return exactly('audio/mp4');
	if (brand.startsWith('3g')) return oneOf('video/3gpp', /^(?:audio|video)\/(?:3gpp2?|mp4)$/);
	const film = /^audio\/mp4$|^video\/(?:mp4|x-m4v|x-f4v|quicktime|3gpp2?)$/;
	return oneOf(brand === 'qt  ' ? 'video/quicktime' : 'video/mp4', film);
}

function ogg(start: string): Evidence {
	if (start.includes('\x80theora')) return exactly('video/ogg');
	if (/OpusHead|\x01vorbis|\x7fFLAC|Speex/.test(start)) return oneOf('audio/ogg', /^audio\/opus$/);
	return oneOf('audio/ogg', /^(?:audio|video|application)\/ogg$/);
}

function matroska(start: string): Evidence {
	const family = start.slice(0, 80);
	if (family.includes('webm')) return oneOf('video/webm', /^audio\/webm$/);
	if (family.includes('matroska')) return oneOf('video/x-matroska', /^audio\/x-matroska$/);
	return oneOf('video/x-matroska', /^(?:audio|video)\/(?:webm|x-matroska)$/);
}
