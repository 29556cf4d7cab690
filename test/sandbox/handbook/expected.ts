import { sha256Of, sizeOf, toContent } from '../content/content';
import { type Sandbox } from '../sandbox';
import { type Upload, type UploadOptions } from '../storage/upload';
import { file, type FileSource } from '../workspace/files';

/** Where a file of the handbook is, in the words that the node uses for it. */
export type Place = 'cover' | 'icon' | 'property' | 'rollup' | 'block' | 'blockIcon' | 'comment';

/** One file that reading the handbook must give. */
export interface ExpectedFile {
	readonly page: string;
	readonly place: Place;
	/** As Notion or the link names it; '' where neither does. */
	readonly name: string;
	readonly hosting: 'notion' | 'external';
	readonly sha256: string;
	readonly size: number;
}

/** Makes files for one page and writes down what must come out, in the order they are made. */
export class ExpectedFiles {
	readonly list: ExpectedFile[] = [];

	constructor(
		private readonly sandbox: Sandbox,
		private readonly page: string,
	) {}

	hosted(place: Place, options: UploadOptions): Upload {
		this.note(place, options.name, 'notion', options.content);
		return this.sandbox.workspace.upload(options);
	}

	/** A file on a web site elsewhere. */
	linked(place: Place, path: string, content: Buffer): FileSource {
		this.note(place, path.split('/').at(-1) ?? path, 'external', content);
		return file.external(this.sandbox.external.serve(path, { content }));
	}

	/** A file inside its own URL. */
	inside(place: Place, mediaType: string, content: Buffer): FileSource {
		this.note(place, '', 'external', content);
		return file.dataUrl(mediaType, content);
	}

	/** Notion keeps it, but under a public URL. */
	emoji(place: Place, name: string, content: Buffer) {
		this.note(place, `${name}.png`, 'notion', content);
		return this.sandbox.workspace.customEmoji(name, content);
	}

	private note(
		place: Place,
		name: string,
		hosting: ExpectedFile['hosting'],
		content: UploadOptions['content'],
	): void {
		const { page } = this;
		const [sha256, size] = [sha256Of(content), sizeOf(toContent(content))];
		this.list.push({ page, place, name, hosting, sha256, size });
	}
}
