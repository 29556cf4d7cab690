import { type Upload } from '../storage/upload';
import { type BlockContents, type BlockType } from './blockContent';
import { type FileLike, type IconLike, toFile, toIconOrNone } from './files';
import { Block, type ChildrenAnswer, type Page } from './nodes';
import { richText, type RichTextLike } from './richText';

type Children = readonly Block[];

interface CaptionOption {
	caption?: RichTextLike;
}

/** Blocks of every type, to be put into pages and into each other. */
export const block = {
	paragraph: (text: RichTextLike = '', children: Children = []) =>
		make('paragraph', { text: richText(text), icon: null }, children),
	heading: (level: 1 | 2 | 3 | 4, text: RichTextLike) =>
		make(`heading_${level}`, { text: richText(text), toggleable: false }),
	/** A heading that folds what is below it. */
	toggleHeading: (level: 1 | 2 | 3 | 4, text: RichTextLike, children: Children = []) =>
		make(`heading_${level}`, { text: richText(text), toggleable: true }, children),
	bullet: (text: RichTextLike, children: Children = []) =>
		make('bulleted_list_item', { text: richText(text) }, children),
	numbered: (text: RichTextLike, children: Children = []) =>
		make('numbered_list_item', { text: richText(text) }, children),
	quote: (text: RichTextLike, children: Children = []) =>
		make('quote', { text: richText(text) }, children),
	toggle: (text: RichTextLike, children: Children = []) =>
		make('toggle', { text: richText(text) }, children),
	template: (text: RichTextLike, children: Children = []) =>
		make('template', { text: richText(text) }, children),
	toDo: (text: RichTextLike, checked = false, children: Children = []) =>
		make('to_do', { text: richText(text), checked }, children),
	callout: (text: RichTextLike, icon: IconLike | null = null, children: Children = []) =>
		make('callout', { text: richText(text), icon: toIconOrNone(icon) }, children),
	code: (text: string) => make('code', { text: richText(text), caption: [] }),
	equation: (expression: string) => make('equation', { expression }),
	divider: () => make('divider', {}),
	breadcrumb: () => make('breadcrumb', {}),
	tableOfContents: () => make('table_of_contents', {}),

	/** One paragraph with an icon for each tab. */
	tabs: (...tabs: readonly Block[]) => make('tab', {}, tabs),
	tab: (title: RichTextLike, icon: IconLike | null = null, children: Children = []) =>
		make('paragraph', { text: richText(title), icon: toIconOrNone(icon) }, children),
	columns: (...columns: readonly Children[]) =>
		make(
			'column_list',
			{},
			columns.map((children) => make('column', {}, children)),
		),
	table: (rows: readonly (readonly RichTextLike[])[]) =>
		make(
			'table',
			{ width: rows[0]?.length ?? 0 },
			rows.map((cells) => make('table_row', { cells: cells.map(richText) })),
		),

	/** The original of a synced block. */
	synced: (children: Children) => make('synced_block', { original: null }, children),
	/** A copy: it lists the original's children, or answers the way it is told. */
	syncedCopy: (original: Block, options: { childrenUnavailable?: boolean } = {}) => {
		const copy = make('synced_block', { original });
		if (options.childrenUnavailable) copy.childrenAnswer = 'notFound';
		return copy;
	},
	linkToPage: (page: Page) => make('link_to_page', { type: 'page_id', page_id: page.id }),

	image: (source: FileLike, options?: CaptionOption) => make('image', media(source, options)),
	video: (source: FileLike, options?: CaptionOption) => make('video', media(source, options)),
	pdf: (source: FileLike, options?: CaptionOption) => make('pdf', media(source, options)),
	audio: (source: FileLike, options?: CaptionOption) => make('audio', media(source, options)),
	file: (source: FileLike, options: CaptionOption & { name?: string } = {}) => {
		const content = media(source, options);
		const ownName = content.file.kind === 'upload' ? content.file.name : 'Untitled';
		return make('file', { ...content, name: options.name ?? ownName });
	},
	/** A web page, or with an upload a hosted HTML block. */
	embed: (target: string | Upload, { caption = '' }: CaptionOption = {}) =>
		make('embed', { target, caption: richText(caption) }),
	bookmark: (url: string, { caption = '' }: CaptionOption = {}) =>
		make('bookmark', { url, caption: richText(caption) }),
	linkPreview: (url: string) => make('link_preview', { url }),

	/** Its parts are only pointed to; further children are ordinary. */
	meetingNotes: (
		title: RichTextLike,
		parts: BlockContents['meeting_notes']['parts'],
		children: Children = [],
	) => make('meeting_notes', { title: richText(title), parts }, children),
	/** Meeting notes under their old name. */
	transcription: (title: RichTextLike, parts: BlockContents['meeting_notes']['parts']) =>
		make('transcription', { title: richText(title), parts }),
	/**
	 * What the API has no shape for: `form`, `button`, `drive`, or a type to come. Notion says that it has
	 * children, and refuses to list them.
	 */
	unsupported: (blockType = 'button') => {
		const unsupported = make('unsupported', { blockType });
		unsupported.childrenAnswer = 'unsupported';
		return unsupported;
	},

	/** The same block, but listing its children goes wrong although it says that it has some. */
	failing: (inner: Block, answer: Exclude<ChildrenAnswer, 'ok'>) => {
		inner.childrenAnswer = answer;
		return inner;
	},
};

function make<Type extends BlockType>(
	type: Type,
	value: BlockContents[Type],
	children: Children = [],
): Block {
	// Type and value belong together by the signature; the compiler cannot carry that into the union.
	return new Block({ type, value } as Block['content'], children);
}

function media(source: FileLike, { caption = '' }: CaptionOption = {}) {
	return { file: toFile(source), caption: richText(caption) };
}
