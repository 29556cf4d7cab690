import { NotionFilesError } from '../errors';
import { NO_DISPOSITION, type Disposition } from '../files/contentDisposition';
import {
	expectsWebPage,
	fileKind,
	isTextOfAnotherKind,
	isWebPage,
	mediaTypeOfName,
	type MediaKind,
} from '../files/types/mediaTypes';
import { directForm } from '../files/viewers';
import { hostingOf, type NotionFile } from '../files/NotionFile';

/**
 * A link may lead to something other than the file: a login page, an error as XML or JSON. If the block or
 * the name of a link promised an image, a PDF, audio or video, text cannot be that, and the file is missing.
 * If nothing promised a file (a property into which somebody pasted the address of a document in a web app,
 * a video that is a player), a web page makes it a link, unless the host sends it as an attachment.
 *
 * @throws NotionFilesError `webPageInsteadOfFile`, and `fileRefused` for other text
 */
export function judgeContent(
	file: NotionFile,
	mimeType: string,
	{ isAttachment, fileName }: Disposition = NO_DISPOSITION,
): 'file' | 'link' {
	if (file.link.kind === 'data') return 'file';
	const isExternal = hostingOf(file.link) === 'external';
	if (isWebPage(mimeType)) {
		// A bookmark was taken for a file only because of its extension.
		if (file.expectation === 'link') return 'link';
		// An uploaded web page is a file, but not in a block that shows pictures.
		if (!isExternal && file.expectation === 'anything') return 'file';
		if (file.expectation === 'anything' && expectsWebPage(file.name)) return 'file';
		// Nobody sends a login page as an attachment, or gives it such a name.
		const attached = isAttachment && !isOldOffice(fileName) ? fileName : '';
		if (isAttachment && file.expectation === 'anything' && !namesAFile(attached)) return 'file';
		const isPromised = namesAFile(file.name) || namesAFile(attached);
		if (isExternal && !isMedia(file) && !isPromised) return 'link';
		throw webPage(file);
	}
	const promised = MEDIA.find((kind) => kind === file.expectation);
	// An attachment is what the host calls it, whatever the end of the link promised.
	const expected =
		promised ?? (isExternal ? namedKind(isAttachment ? fileName : file.name) : undefined);
	if (expected === undefined) return 'file';
	if (!isTextOfAnotherKind(mimeType, expected)) return 'file';
	throw text(hostOf(file), mimeType, isExternal);
}

/** `report.pdf` does; `page.php` and `notes` do not. */
function namesAFile(name: string): boolean {
	const type = mediaTypeOfName(name);
	return type !== undefined && !['text', 'other'].includes(fileKind(type));
}

/** Many programs export tables as HTML under Excel's name, and Excel opens them. */
function isOldOffice(name: string): boolean {
	return /\.(?:xls|doc)$/i.test(name.slice(-4));
}

function namedKind(name: string): MediaKind | undefined {
	const type = mediaTypeOfName(name);
	const kind = type === undefined ? undefined : fileKind(type);
	return MEDIA.find((one) => one === kind);
}

const MEDIA: readonly MediaKind[] = ['image', 'pdf', 'audio', 'video'];

/** A video may be a player's page; an image, an audio file or a PDF cannot. */
function isMedia(file: NotionFile): boolean {
	return ['image', 'pdf', 'audio'].includes(file.expectation);
}

function hostOf({ link }: NotionFile): string {
	return new URL(link.url).host;
}

function webPage(file: NotionFile): NotionFilesError {
	const direct = directForm(file.link.url);
	return new NotionFilesError({
		code: 'webPageInsteadOfFile',
		message: `${hostOf(file)} returned a web page instead of the file`,
		remedy:
			direct === undefined
				? 'The link probably needs a login. Open it in a private browser window; then share the file publicly, or upload it to Notion.'
				: `The link shows the file in a viewer. Share the file with anyone who has the link, and put its direct link into Notion: ${direct}`,
	});
}

function text(host: string, mimeType: string, isExternal: boolean): NotionFilesError {
	return new NotionFilesError({
		code: 'fileRefused',
		message: `${host} returned text (${mimeType}) instead of the file`,
		remedy: isExternal
			? 'Open the link in a private browser window: it must show the file. If it does not, upload the file to Notion.'
			: 'Open the file in Notion; if that does not work either, upload it again.',
	});
}
