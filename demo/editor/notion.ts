import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { credentialDataOf } from '../../test/e2e/notionFiles';
import { startSandbox } from '../../test/sandbox';
import { buildTeamHandbook } from '../../test/sandbox/teamHandbook';

/** Which Notion the editor is connected to. */
export interface Notion {
	name: string;
	credential: { name: string; data: ICredentialDataDecryptedObject };
	/** What the examples get the files of; undefined where the user has to choose. */
	page: { mode: 'list' | 'url' | 'id'; value: string; title?: string } | undefined;
	/** Settings of n8n that go with it. */
	environment: Record<string, string>;
	close(): Promise<void>;
}

/** How this machine reaches the Internet. */
const WAY_OUT = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'];
const WAY_OUT_OF_NODE = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** The real Notion where the environment has a token, else a sandbox with a team handbook. */
export async function openNotion(env: NodeJS.ProcessEnv): Promise<Notion> {
	const { NOTION_TOKEN: token, NOTION_PAGE: page } = env;
	if (token) return realNotion(token, page, env);
	if (page) throw new Error('NOTION_PAGE is set, but not NOTION_TOKEN, which lets n8n read it.');
	const sandbox = await startSandbox();
	const handbook = buildTeamHandbook(sandbox);
	return {
		name: 'a sandbox on this machine, with a team handbook (NOTION_TOKEN=… connects your own)',
		credential: {
			name: 'Notion sandbox',
			data: credentialDataOf(sandbox),
		},
		page: { mode: 'list', value: handbook.page.id, title: 'Team handbook' },
		environment: {},
		close: async () => await sandbox.close(),
	};
}

function realNotion(token: string, page: string | undefined, env: NodeJS.ProcessEnv): Notion {
	const mode = page !== undefined && /^[\w-]+:\/\//.test(page) ? 'url' : 'id';
	return {
		name: 'your own workspace',
		credential: {
			name: 'Notion',
			data: { token, apiBaseUrl: 'https://api.notion.com', allowPrivateNetworkDownloads: false },
		},
		page: page === undefined ? undefined : { mode, value: page },
		environment: { NOTION_FILES_REACH: 'anywhere', ...wayOut(env) },
		close: async () => {},
	};
}

function wayOut(env: NodeJS.ProcessEnv): Record<string, string> {
	const names = [...WAY_OUT, ...WAY_OUT.map((name) => name.toLowerCase()), ...WAY_OUT_OF_NODE];
	return Object.fromEntries(
		names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
	);
}
