import { join } from 'node:path';
import { repository } from '../n8n/places';
import { RestClient } from '../n8n/RestClient';
import { freshUserFolder } from '../n8n/run';
import { startN8n, type N8n } from '../n8n/startN8n';

const preload = (file: string): string => `--require ${join(repository, 'test/e2e', file)}`;

/** An n8n with SQLite that stops and starts again with the data it has kept. */
export class LongLivedN8n {
	private constructor(
		private process: N8n,
		public client: RestClient,
	) {}

	/** @param prepare is called before n8n starts for the first time */
	static async start(name: string, prepare?: (userFolder: string) => void): Promise<LongLivedN8n> {
		const userFolder = await freshUserFolder(name);
		prepare?.(userFolder);
		const process = await startN8n({ userFolder, env: environment(0) });
		return new LongLivedN8n(process, await RestClient.setUpOwner(process.url));
	}

	/** As the kernel or a power cut ends it. */
	async kill(): Promise<void> {
		await this.process.kill();
	}

	async stop(): Promise<void> {
		await this.process.stop();
	}

	/** @param minutes by which its clock is ahead from now on */
	async startAgain(minutes = 0): Promise<void> {
		const { userFolder } = this.process;
		this.process = await startN8n({ userFolder, env: environment(minutes) });
		this.client = await RestClient.logIn(this.process.url);
	}
}

function environment(minutesAhead: number): Record<string, string> {
	return {
		// Overlapping runs would each get the same file, and here they start every few seconds.
		N8N_CONCURRENCY_PRODUCTION_LIMIT: '1',
		NODE_OPTIONS: `${preload('server/leash.cjs')} ${preload('backup/later.cjs')}`,
		NOTION_FILES_MINUTES_AHEAD: String(minutesAhead),
	};
}
