import { type RichTextItem } from './richText';
import { type FileSource, type Icon } from './files';
import { type Block } from './nodes';
import { type Upload } from '../storage/upload';

type RichText = RichTextItem[];

interface Media {
	file: FileSource;
	caption: RichText;
}

interface Link {
	url: string;
	caption: RichText;
}

interface Heading {
	text: RichText;
	toggleable: boolean;
}

interface Meeting {
	title: RichText;
	/** Pointed to by id, and not among the ordinary children. */
	parts: { summary?: Block; notes?: Block; transcript?: Block };
}

type Nothing = Record<never, never>;

/** What each type of block holds, before links are signed. */
export interface BlockContents {
	paragraph: { text: RichText; icon: Icon | null };
	heading_1: Heading;
	heading_2: Heading;
	heading_3: Heading;
	heading_4: Heading;
	bulleted_list_item: { text: RichText };
	numbered_list_item: { text: RichText };
	quote: { text: RichText };
	toggle: { text: RichText };
	template: { text: RichText };
	to_do: { text: RichText; checked: boolean };
	callout: { text: RichText; icon: Icon | null };
	code: { text: RichText; caption: RichText };
	equation: { expression: string };
	divider: Nothing;
	breadcrumb: Nothing;
	table_of_contents: Nothing;
	tab: Nothing;
	column_list: Nothing;
	column: { widthRatio?: number };
	table: { width: number };
	table_row: { cells: RichText[] };
	synced_block: { original: Block | null };
	link_to_page: { type: 'page_id'; page_id: string };
	image: Media;
	video: Media;
	pdf: Media;
	audio: Media;
	file: Media & { name: string };
	/** An upload stands for an HTML block: its URL reads back signed. */
	embed: { target: string | Upload; caption: RichText };
	bookmark: Link;
	link_preview: { url: string };
	meeting_notes: Meeting;
	/** The name of meeting notes before 2026-03-11. */
	transcription: Meeting;
	unsupported: { blockType: string };
}

export type BlockType = keyof BlockContents;

export type BlockContent = {
	[Type in BlockType]: { readonly type: Type; readonly value: BlockContents[Type] };
}[BlockType];
