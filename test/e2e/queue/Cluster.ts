import { command } from '../n8n/command';
import { freshUserFolder } from '../n8n/run';
import { type N8n, startN8n } from '../n8n/startN8n';
import { type Postgres, startPostgres, startRedis, type Redis } from '../services';

/** Names a process, also to Notion, since the journal of the sandbox contains the user agents. */
export type ProcessName = 'main' | `worker-${number}`;

/**
 * An n8n in queue mode, each process with its own user folder, as in its own container: one
 * main process, which takes webhooks and keeps schedules, and workers, which execute.
 */
export class Cluster {
	private readonly userFolders = new Map<ProcessName, Promise<string>>();

	private readonly running = new Map<ProcessName, N8n>();

	private constructor(
		private readonly postgres: Postgres,
		private readonly redis: Redis,
		private readonly settings: Record<string, string>,
	) {}

	/** PostgreSQL and Redis; the processes are started by name. @param settings for all of them */
	static async start(settings: Record<string, string>): Promise<Cluster> {
		const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
		return new Cluster(postgres, redis, settings);
	}

	/** Starts a process for the first time, or again after it was killed. */
	async startProcess(name: ProcessName): Promise<N8n> {
		const userFolder = this.userFolders.get(name) ?? freshUserFolder(`queue-${name}`);
		this.userFolders.set(name, userFolder);
		const n8n = await startN8n({
			userFolder: await userFolder,
			command: name === 'main' ? 'start' : 'worker',
			env: {
				...connectionTo(this.postgres, this.redis),
				...this.settings,
				N8N_ENFORCE_GLOBAL_USER_AGENT: 'true',
				N8N_GLOBAL_USER_AGENT_VALUE: name,
			},
		});
		this.running.set(name, n8n);
		return n8n;
	}

	/** SIGKILL, as the kernel ends a process that takes too much memory. */
	async kill(name: ProcessName): Promise<void> {
		await this.running.get(name)?.kill();
		this.running.delete(name);
	}

	/** How many files the binary store has for an execution. */
	async storedFilesOf(executionId: string): Promise<number> {
		const { host, port, user, database } = this.postgres;
		const target = ['-h', host, '-p', String(port), '-U', user, '-d', database];
		const query = `select count(*) from binary_data where "sourceType" = 'execution' and "sourceId" = '${executionId}'`;
		const flags = ['--no-psqlrc', '--tuples-only', '--no-align', '-c', query];
		return Number(await command('psql', [...target, ...flags], { cwd: '/' }));
	}

	async stop(): Promise<void> {
		await Promise.all([...this.running.values()].map(async (n8n) => await n8n.stop()));
		await Promise.all([this.postgres.stop(), this.redis.stop()]);
	}
}

/** What every process of a cluster is given, as docs/scaling-out.md says. */
function connectionTo(postgres: Postgres, redis: Redis): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
	};
}
