import { startSandbox } from '../test/sandbox';
import { buildTeamHandbook, type ExpectedFile } from '../test/sandbox/teamHandbook';

/** Where the demo gets its files from. */
export interface DemoWorkspace {
	name: string;
	credential: { token: string; apiBaseUrl: string; allowPrivateNetworkDownloads: boolean };
	/** URL or ID. */
	page: string;
	/** What must come; undefined where nobody knows. */
	expected: readonly ExpectedFile[] | undefined;
	close(): Promise<void>;
}

/** The real Notion where the environment names it, else a sandbox with a team handbook. */
export async function openWorkspace(env: NodeJS.ProcessEnv): Promise<DemoWorkspace> {
	const { NOTION_TOKEN: token, NOTION_PAGE: page } = env;
	if (token && page) {
		return {
			name: 'your Notion workspace',
			credential: {
				token,
				apiBaseUrl: 'https://api.notion.com',
				allowPrivateNetworkDownloads: false,
			},
			page,
			expected: undefined,
			close: async () => {},
		};
	}
	if (token || page) throw new Error('Set both NOTION_TOKEN and NOTION_PAGE, or neither.');
	const sandbox = await startSandbox();
	const handbook = buildTeamHandbook(sandbox);
	return {
		name: 'a sandbox workspace on this machine (set NOTION_TOKEN and NOTION_PAGE for your own)',
		credential: {
			token: sandbox.token,
			apiBaseUrl: sandbox.apiBaseUrl,
			// The sandbox's external site is on loopback.
			allowPrivateNetworkDownloads: true,
		},
		page: handbook.page.id,
		expected: handbook.expected,
		close: async () => await sandbox.close(),
	};
}
