import { type UserObjectResponse } from '@notionhq/client';
import { type ApiContext, type ApiRequest, type Route } from './routes';

export const userRoutes: readonly Route[] = [
	{ method: 'GET', path: '/v1/users/me', needs: 'nothing', answer: me },
];

function me(_: ApiRequest, { workspace, settings }: ApiContext): UserObjectResponse {
	return {
		object: 'user',
		id: workspace.botId,
		name: settings.integrationName,
		avatar_url: null,
		type: 'bot',
		bot: {
			owner: { type: 'workspace', workspace: true },
			workspace_id: workspace.spaceId,
			workspace_limits: { max_file_upload_size_in_bytes: 5_368_709_120 },
			workspace_name: settings.workspaceName,
		},
	};
}
