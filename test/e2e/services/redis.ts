import { freePort } from '../n8n/ports';
import { type Service, startService } from './service';

export interface Redis extends Service {
	host: string;
	port: number;
}

/** A Redis that keeps everything in memory. */
export async function startRedis(): Promise<Redis> {
	const [host, port] = ['127.0.0.1', await freePort()];
	const { stop } = await startService({ name: 'redis' }, ({ path }) => ({
		file: 'redis-server',
		args: Object.entries({ port, bind: host, dir: path, save: '', appendonly: 'no' }).flatMap(
			([name, value]) => [`--${name}`, String(value)],
		),
		comesWith: 'Debian’s package redis-server',
		ready: /Ready to accept connections/,
	}));
	return { host, port, stop };
}
