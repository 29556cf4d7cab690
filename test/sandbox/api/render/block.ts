import { type BlockObjectResponse } from '@notionhq/client';
import {
	type BlockContent,
	type BlockContents,
	type BlockType,
} from '../../workspace/blockContent';
import { type Icon } from '../../workspace/files';
import { type Block, type Node } from '../../workspace/nodes';
import { type AnswerContext } from './answerContext';
import { renderFile, renderIcon } from './file';
import { renderParent } from './parent';

/** What a block of a type carries under the type's own key, by the SDK's types. */
type Payload<Type extends BlockType> =
	Extract<BlockObjectResponse, { type: Type }> extends Record<Type, infer Content>
		? Content
		: never;

type Payloads = {
	readonly [Type in BlockType]: (
		value: BlockContents[Type],
		context: AnswerContext,
	) => Payload<Type>;
};

/** Anything in a page's body as a block object: pages and databases show as their pointer. */
export function renderNode(node: Node, context: AnswerContext): Record<string, unknown> {
	switch (node.kind) {
		case 'block':
			return envelope(node, node.type, renderPayload(node.content, context), context);
		case 'page':
			return envelope(node, 'child_page', { title: node.title }, context);
		case 'database':
			return envelope(node, 'child_database', { title: databaseTitle(node) }, context);
	}
}

function envelope(node: Node, type: string, payload: unknown, { workspace }: AnswerContext) {
	return {
		object: 'block',
		id: node.id,
		parent: renderParent(node.parent ?? 'workspace'),
		created_time: node.createdTime,
		last_edited_time: node.lastEditedTime,
		created_by: { object: 'user', id: workspace.personId },
		last_edited_by: { object: 'user', id: workspace.personId },
		has_children: hasChildren(node),
		in_trash: node.inTrash,
		type,
		[type]: payload,
	};
}

// Views of databases elsewhere mostly come without their name.
function databaseTitle(node: Extract<Node, { kind: 'database' }>): string {
	return node.linked ? 'Untitled' : node.title;
}

function hasChildren(node: Node): boolean {
	if (node.kind === 'database') return false;
	const isCopy =
		node.kind === 'block' && node.content.type === 'synced_block' && node.content.value.original;
	return (
		Boolean(isCopy) ||
		(node.kind === 'block' && node.childrenAnswer !== 'ok') ||
		node.children.some((child) => !child.inTrash)
	);
}

function renderPayload(content: BlockContent, context: AnswerContext): unknown {
	// The table's types hold entry by entry; that content and entry correspond is beyond the compiler.
	const payload = payloads[content.type] as (value: unknown, context: AnswerContext) => unknown;
	return payload(content.value, context);
}

type Text = { text: BlockContents['paragraph']['text'] };

const text = ({ text }: Text) => ({ rich_text: text, color: 'default' as const });
const heading = (value: BlockContents['heading_1']) => ({
	...text(value),
	is_toggleable: value.toggleable,
});
const media = ({ file, caption }: BlockContents['image'], context: AnswerContext) => ({
	caption,
	...renderFile(file, context),
});
const meeting = ({ title, parts }: BlockContents['meeting_notes']) => ({
	title,
	status: 'notes_ready' as const,
	children: {
		...pointer('summary_block_id', parts.summary),
		...pointer('notes_block_id', parts.notes),
		...pointer('transcript_block_id', parts.transcript),
	},
	recording: { start_time: '2026-11-02T09:00:00.000Z', end_time: '2026-11-02T09:30:00.000Z' },
});

/** As Notion's documentation shows the icons of callouts: without `type`, so its key alone tells its kind. */
function nestedIcon(icon: Icon | null, context: AnswerContext) {
	const rendered = renderIcon(icon, context);
	const entries = Object.entries(rendered ?? {}).filter(([key]) => key !== 'type');
	return (rendered && Object.fromEntries(entries)) as Payload<'callout'>['icon'];
}

function pointer<Key extends string>(key: Key, block: Block | undefined) {
	return (block ? { [key]: block.id } : {}) as { [K in Key]?: string };
}

const payloads: Payloads = {
	paragraph: (value, context) => ({ ...text(value), icon: renderIcon(value.icon, context) }),
	heading_1: heading,
	heading_2: heading,
	heading_3: heading,
	heading_4: heading,
	bulleted_list_item: text,
	numbered_list_item: text,
	quote: text,
	toggle: text,
	template: (value) => ({ rich_text: value.text }),
	to_do: (value) => ({ ...text(value), checked: value.checked }),
	callout: (value, context) => ({ ...text(value), icon: nestedIcon(value.icon, context) }),
	code: (value) => ({ rich_text: value.text, caption: value.caption, language: 'plain text' }),
	equation: (value) => value,
	divider: () => ({}),
	breadcrumb: () => ({}),
	table_of_contents: () => ({ color: 'default' }),
	tab: () => ({}),
	column_list: () => ({}),
	column: ({ widthRatio }) => (widthRatio === undefined ? {} : { width_ratio: widthRatio }),
	table: ({ width }) => ({ table_width: width, has_column_header: true, has_row_header: false }),
	table_row: (value) => value,
	synced_block: ({ original }) => ({
		synced_from: original && { type: 'block_id', block_id: original.id },
	}),
	link_to_page: (value) => value,
	image: media,
	video: media,
	pdf: media,
	audio: media,
	file: (value, context) => ({ ...media(value, context), name: value.name }),
	embed: ({ target, caption }, context) => ({
		url: typeof target === 'string' ? target : context.storage.sign(target).url,
		caption,
	}),
	bookmark: (value) => value,
	link_preview: (value) => value,
	meeting_notes: meeting,
	transcription: meeting,
	unsupported: ({ blockType }) => ({ block_type: blockType }),
};
