import { type CommentObjectResponse } from '@notionhq/client';
import { type Comment } from '../workspace/nodes';
import { richText } from '../workspace/richText';
import { listAnswer, pageRequest } from './paging';
import { type AnswerContext } from './render/answerContext';
import { renderParent } from './render/parent';
import { userReference } from './render/shared';
import { type ApiContext, type ApiRequest, type Route } from './routes';

/** Notion’s types know no such file; old uploads are known to come so. */
const NO_LINK = {} as ReturnType<AnswerContext['storage']['sign']>;

export const commentRoutes: readonly Route[] = [
	{ method: 'GET', path: '/v1/comments', needs: 'comments', answer: listComments },
	{
		method: 'GET',
		path: '/v1/comments/:comment_id',
		needs: 'comments',
		answer: ({ params }, context) =>
			renderComment(context.lookup.comment(params.comment_id ?? ''), context),
	},
];

/** Unresolved comments of one page or block, and of nothing below it. */
function listComments({ exchange }: ApiRequest, context: ApiContext) {
	const { query } = exchange;
	const parent = context.lookup.block(query.get('block_id') ?? '', 'query.block_id');
	const comments = context.workspace.registry
		.all('comment')
		.filter((comment) => comment.parent === parent && !comment.resolved);
	const asked = pageRequest(
		'query',
		query.get('start_cursor') ?? undefined,
		query.get('page_size') ?? undefined,
		context.settings,
	);
	const { entries, nextCursor } = context.cursors.page(`comments:${parent.id}`, comments, asked);
	return listAnswer(
		'comment',
		entries.map((comment) => renderComment(comment, context)),
		nextCursor,
	);
}

function renderComment(comment: Comment, context: AnswerContext): CommentObjectResponse {
	const { attachments } = comment;
	const parent = renderParent(comment.parent);
	return {
		object: 'comment',
		id: comment.id,
		parent: parent as CommentObjectResponse['parent'],
		discussion_id: comment.discussionId,
		created_time: comment.createdTime,
		last_edited_time: comment.createdTime,
		created_by: userReference(context),
		rich_text: richText(comment.text),
		display_name: { type: 'user', resolved_name: 'Ana Müller' },
		...(attachments.length > 0 && {
			attachments: attachments.map(({ category, upload }) => ({
				category,
				file: upload ? context.storage.sign(upload) : NO_LINK,
			})),
		}),
	};
}
