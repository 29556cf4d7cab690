import {
	type PageIconResponse,
	type PageCoverResponse,
} from '@notionhq/client/build/src/api-endpoints/common';
import { type FileSource, type Icon, type NamedFile } from '../../workspace/files';
import { type AnswerContext } from './answerContext';

type FileAnswer = PageCoverResponse;

/** A file object; hosted ones get a fresh link. */
export function renderFile(source: FileSource, { storage }: AnswerContext): FileAnswer {
	switch (source.kind) {
		case 'upload':
			return { type: 'file', file: storage.sign(source) };
		case 'external':
			return { type: 'external', external: { url: source.url } };
		// The two shapes below are outside Notion's contract: readers have to bear them all the same.
		case 'fileUpload':
			return { type: 'file_upload', file_upload: { id: source.id } } as unknown as FileAnswer;
		case 'withoutUrl':
			return { type: 'file', file: {} } as unknown as FileAnswer;
	}
}

export function renderIcon(icon: Icon | null, context: AnswerContext): PageIconResponse | null {
	if (!icon) return null;
	switch (icon.kind) {
		case 'emoji':
			return { type: 'emoji', emoji: icon.emoji };
		case 'customEmoji': {
			const { id, name, url } = icon;
			return { type: 'custom_emoji', custom_emoji: { id, name, url } };
		}
		case 'nativeIcon':
			return { type: 'icon', icon: { name: icon.name, color: icon.color } };
		default:
			return renderFile(icon, context);
	}
}

export function renderNamedFile({ name, file }: NamedFile, context: AnswerContext) {
	return { name, ...renderFile(file, context) };
}
