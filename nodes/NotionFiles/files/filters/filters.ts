import { hasExtension, splitExtension } from '../fileNames';
import { splitGlobs } from './globSyntax';
import { literally, parseGlob, type Glob } from './globs';
import { isAmbiguousExtension } from '../types/extensions';
import { fileKind, mediaTypeOfName, type FileKind } from '../types/mediaTypes';

/** Which files are wanted; undefined, or no kind at all, if all are. */
export interface FileFilters {
	kinds: ReadonlySet<FileKind> | undefined;
	namePattern: string | undefined;
	maximumBytes: number | undefined;
	hostedBy: 'any' | 'notion' | 'external';
	skipEmptyFiles?: boolean;
}

/** The filter that skipped a file. */
export type SkipReason = 'hostedBy' | 'fileType' | 'namePattern' | 'maximumSize' | 'empty';

/** The skipped files as a hint describes them, by the filter’s label in the editor. */
export const WHY_SKIPPED: Readonly<Record<SkipReason, string>> = {
	hostedBy: 'excluded by the filter “Hosted On”',
	fileType: 'excluded by the filter “File Types”',
	namePattern: 'excluded by the filter “Name Pattern”',
	maximumSize: 'larger than the “Maximum Size”',
	empty: 'excluded by the filter “Skip Empty Files”',
};

export interface CompiledFilters {
	/** Why a file is not wanted, if that is certain before any of it is downloaded. */
	beforeDownload(known: {
		hosting: 'notion' | 'external';
		name: string;
		/** Then the host may send another name. */
		isNamedByLink?: boolean | undefined;
	}): SkipReason | undefined;
	/** The same once its first bytes have arrived: final name, media type, announced size in bytes. */
	afterHead(known: {
		name: string;
		mimeType: string;
		size: number | undefined;
	}): SkipReason | undefined;
}

export function compileFilters(filters: FileFilters): CompiledFilters {
	const { maximumBytes = Infinity, hostedBy, skipEmptyFiles = false } = filters;
	const kinds = filters.kinds?.size === 0 ? undefined : filters.kinds;
	const pattern = compilePattern(filters.namePattern ?? '');
	return {
		beforeDownload({ hosting, name, isNamedByLink = false }) {
			if (hostedBy !== 'any' && hosting !== hostedBy) return 'hostedBy';
			if (kinds !== undefined && hosting === 'notion' && isSurelyOther(name, kinds)) {
				return 'fileType';
			}
			return isNamedByLink || pattern.couldAdmit(name) ? undefined : 'namePattern';
		},
		afterHead({ name, mimeType, size }) {
			if (kinds !== undefined && !kinds.has(fileKind(mimeType))) return 'fileType';
			if (!pattern.admits(name)) return 'namePattern';
			if (skipEmptyFiles && size === 0) return 'empty';
			// A host need not announce the size; the download itself stops at the maximum.
			return size !== undefined && size > maximumBytes ? 'maximumSize' : undefined;
		},
	};
}

// Video and audio share their containers, texts and tables their formats.
const ALIKE: ReadonlyArray<ReadonlySet<FileKind>> = [
	new Set<FileKind>(['video', 'audio']),
	new Set<FileKind>(['text', 'spreadsheet', 'document']),
];

/**
 * Whether an extension rules out all the wanted kinds. The bytes have the last word, but what was uploaded
 * as `film.mp4` is not a PDF, and downloading a thousand videos to see that would defeat the filter's purpose.
 * So the extension is trusted if bytes of another kind would be the uploader's mistake; not for links
 * (anything may answer there), not between kinds that share formats, and not if people use it for something
 * without a kind (`other`: every unknown format).
 */
function isSurelyOther(name: string, kinds: ReadonlySet<FileKind>): boolean {
	const { extension } = splitExtension(name);
	const type = mediaTypeOfName(name);
	if (type === undefined || isAmbiguousExtension(extension)) return false;
	const kind = fileKind(type);
	if (kind === 'other') return false;
	const possible = ALIKE.find((alike) => alike.has(kind)) ?? new Set([kind]);
	return [...kinds].every((wanted) => !possible.has(wanted));
}

interface NamePattern {
	admits(name: string): boolean;
	/** For a name that may get an extension when its type becomes known. */
	couldAdmit(name: string): boolean;
}

/** Characters that safe names do not contain: a name copied from Notion with them means the safe one. */
const UNSAFE = /[<>:"/\\|]/g;

/**
 * Globs, separated by commas or line breaks; a leading `!` excludes. The whole text may also be a name: names
 * may contain commas, and may begin with a `!`.
 */
function compilePattern(text: string): NamePattern {
	const texts = [...new Set([text, text.replace(UNSAFE, '_')])];
	const wholes = texts.map((one) => literally(one.trim()));
	const globs = texts
		.flatMap((one) => one.split(/[\r\n]+/))
		.flatMap(splitGlobs)
		.map((glob) => glob.trim());
	const wanted = globs.filter((glob) => /^[^!]/.test(glob)).map(parseGlob);
	const excluded = globs
		.filter((glob) => /^!/.test(glob))
		.map((glob) => parseGlob(glob.slice(1).trim()));
	const admits = (name: string): boolean =>
		wholes.some((whole) => whole.matches(name)) ||
		(isAny(wanted, (glob) => glob.matches(name)) && !excluded.some((glob) => glob.matches(name)));
	return {
		admits,
		couldAdmit: (name) => admits(name) || (!hasExtension(name) && couldAdmitExtended(name)),
	};

	function couldAdmitExtended(name: string): boolean {
		const isExcluded = excluded.some((glob) => glob.isOpenEnded && glob.matches(name));
		if (isLong(name) || wholes.some((whole) => whole.couldMatchExtended(name))) return true;
		return !isExcluded && isAny(wanted, (glob) => glob.couldMatchExtended(name));
	}
}

function isAny(globs: readonly Glob[], test: (glob: Glob) => boolean): boolean {
	return globs.length === 0 || globs.some(test);
}

/** So long that adding an extension would cut it. */
function isLong(name: string): boolean {
	return Buffer.byteLength(name) > 240;
}
