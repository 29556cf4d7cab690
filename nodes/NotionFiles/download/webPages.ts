import { NotionFilesError } from '../errors';
import { expectsWebPage, fileKind, isWebPage, mediaTypeOfName } from '../files/types/mediaTypes';
import { hostingOf, type NotionFile } from '../files/NotionFile';

/**
 * Behind an external link there may be a web page. Where nothing promised a file (a property into
 * which somebody pasted the address of a document in a web app, a video that is a player), it is a
 * link and no file. Where a file was promised, it is usually a login page, and the file is missing.
 *
 * @throws NotionFilesError `webPageInsteadOfFile`
 */
export function judgeWebPage(file: NotionFile, mimeType: string): 'file' | 'link' {
	if (!isWebPage(mimeType) || hostingOf(file.link) === 'notion') return 'file';
	if (expectsWebPage(file.name) || file.link.kind === 'data') return 'file';
	if (!isMedia(file) && !namesAFile(file.name)) return 'link';
	throw new NotionFilesError({
		code: 'webPageInsteadOfFile',
		message: `${new URL(file.link.url).host} answers with a web page instead of the file`,
		remedy:
			'The link probably needs a login. Open it in a private browser window; then share the file publicly, or upload it to Notion.',
	});
}

/** `report.pdf` does, `page.php` and `notes` do not. */
function namesAFile(name: string): boolean {
	const type = mediaTypeOfName(name);
	return type !== undefined && !['text', 'other'].includes(fileKind(type));
}

/** A video may be a player's page; an image, an audio or a PDF cannot be shown from one. */
function isMedia(file: NotionFile): boolean {
	return file.expectation !== 'anything' && file.expectation !== 'video';
}
