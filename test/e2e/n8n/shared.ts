import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInEnvironment } from '../services/cloud';
import { endGroup } from './processGroup';
import { RestClient, type Session } from './RestClient';
import { freshUserFolder, runFolder } from './run';
import { GRACE_MS, startN8n } from './startN8n';

/** The n8n for all scenarios that do not need their own; logged in as its owner. */
export interface SharedN8n {
	url: string;
	userFolder: string;
	/** The folder that Read/Write Files from Disk may use. */
	filesFolder: string;
	client: RestClient;
}

interface State {
	url: string;
	pid: number;
	userFolder: string;
	session: Session;
}

/** Starts it on the first call. Test files share no memory, so a file records it. */
export async function sharedN8n(): Promise<SharedN8n> {
	const { url, userFolder, session } = read() ?? (await start());
	const filesFolder = join(userFolder, '.n8n-files');
	mkdirSync(filesFolder, { recursive: true });
	return { url, userFolder, filesFolder, client: new RestClient(url, session) };
}

/** At the end of the run. */
export async function stopSharedN8n(): Promise<void> {
	const state = read();
	if (state) await endGroup(state.pid, GRACE_MS);
}

async function start(): Promise<State> {
	const { url, pid, userFolder } = await startN8n({
		userFolder: await freshUserFolder('shared'),
		env: standInEnvironment(),
	});
	const { session } = await RestClient.setUpOwner(url);
	const state = { url, pid, userFolder, session };
	writeFileSync(stateFile(), JSON.stringify(state));
	return state;
}

function read(): State | undefined {
	if (!existsSync(stateFile())) return undefined;
	return JSON.parse(readFileSync(stateFile(), 'utf8')) as State;
}

function stateFile(): string {
	return join(runFolder(), 'shared.json');
}
