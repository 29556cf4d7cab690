import { type Upload } from '../storage/upload';
import { type Attachment } from './nodes';

/** An attachment of a comment; the category follows from the media type unless it is given. */
export function toAttachment(like: Upload | Attachment): Attachment {
	if ('category' in like) return like;
	const type = like.contentType ?? '';
	const [family] = type.split('/');
	const isMedia = family === 'image' || family === 'audio' || family === 'video';
	return {
		upload: like,
		category: isMedia ? family : type === 'application/pdf' ? 'pdf' : 'productivity',
	};
}
