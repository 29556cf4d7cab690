import { type MentionRichTextItemResponse, type RichTextItemResponse } from '@notionhq/client';

export type RichTextItem = RichTextItemResponse;

/** What the builders accept wherever Notion has rich text. */
export type RichTextLike = string | readonly RichTextItem[];

const PLAIN: RichTextItem['annotations'] = {
	bold: false,
	italic: false,
	strikethrough: false,
	underline: false,
	code: false,
	color: 'default',
};

/** Rich text out of plain text; the empty text has no items, as in Notion. */
export function richText(text: RichTextLike): RichTextItem[] {
	if (typeof text !== 'string') return [...text];
	return text === '' ? [] : [textItem(text)];
}

/** A run of text, linked where a URL is given. */
export function textItem(content: string, link?: string): RichTextItem {
	return {
		type: 'text',
		text: { content, link: link === undefined ? null : { url: link } },
		annotations: PLAIN,
		plain_text: content,
		href: link ?? null,
	};
}

type Mention = MentionRichTextItemResponse['mention'];

/** A mention of any kind: a person, a date, a page, a link, a custom emoji. */
export function mentionItem(
	mention: Mention,
	plain: string,
	href: string | null = null,
): RichTextItem {
	return { type: 'mention', mention, annotations: PLAIN, plain_text: plain, href };
}
