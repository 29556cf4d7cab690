import { type Upload } from '../storage/upload';

/** A file as something in the workspace holds it. Links are made when it is read. */
export type FileSource =
	| Upload
	| { readonly kind: 'external'; readonly url: string }
	/** The request shape of an upload, which should never read back. */
	| { readonly kind: 'fileUpload'; readonly id: string }
	/** Hosted, but without any URL: reported for some old uploads. */
	| { readonly kind: 'withoutUrl' };

/** A plain string stands for an external URL. */
export type FileLike = FileSource | string;

type NativeColor =
	| 'gray'
	| 'lightgray'
	| 'brown'
	| 'yellow'
	| 'orange'
	| 'green'
	| 'blue'
	| 'purple'
	| 'pink'
	| 'red';

export type Icon =
	| FileSource
	| { readonly kind: 'emoji'; readonly emoji: string }
	| {
			readonly kind: 'customEmoji';
			readonly id: string;
			readonly name: string;
			readonly url: string;
	  }
	| { readonly kind: 'nativeIcon'; readonly name: string; readonly color: NativeColor };

export type IconLike = Icon | string;

/** An entry of a files property. */
export interface NamedFile {
	readonly name: string;
	readonly file: FileSource;
}

/** Files in every shape that Notion has. */
export const file = {
	external: (url: string): FileSource => ({ kind: 'external', url }),
	/** Bytes inside the URL, which pasted pictures sometimes are. */
	dataUrl: (mediaType: string, content: Buffer): FileSource => ({
		kind: 'external',
		url: `data:${mediaType};base64,${content.toString('base64')}`,
	}),
	fileUpload: (id: string): FileSource => ({ kind: 'fileUpload', id }),
	withoutUrl: (): FileSource => ({ kind: 'withoutUrl' }),
	/** Under another name than its own, in a files property. */
	named: (name: string, source: FileLike): NamedFile => ({ name, file: toFile(source) }),
};

/** Icons that are no files, or not Notion's. */
export const icon = {
	emoji: (emoji: string): Icon => ({ kind: 'emoji', emoji }),
	native: (name: string, color: NativeColor = 'gray'): Icon => ({
		kind: 'nativeIcon',
		name,
		color,
	}),
};

export function toFile(like: FileLike): FileSource {
	return typeof like === 'string' ? { kind: 'external', url: like } : like;
}

function toIcon(like: IconLike): Icon {
	return typeof like === 'string' ? { kind: 'external', url: like } : like;
}

export function toFileOrNone(like: FileLike | null | undefined): FileSource | null {
	return like === null || like === undefined ? null : toFile(like);
}

export function toIconOrNone(like: IconLike | null | undefined): Icon | null {
	return like === null || like === undefined ? null : toIcon(like);
}

/** The name that Notion shows for a file in a files property when nobody gave one: for links the URL. */
export function toNamedFile(entry: FileLike | NamedFile): NamedFile {
	if (typeof entry !== 'string' && 'file' in entry) return entry;
	const source = toFile(entry);
	switch (source.kind) {
		case 'upload':
			return { name: source.name, file: source };
		case 'external':
			return { name: source.url, file: source };
		default:
			return { name: 'Untitled', file: source };
	}
}
