/**
 * Required before anything else in a measured process: connections to Notion's API go to the door of
 * the sandbox. The name stays, so what is asked and what is trusted is as with the real one.
 */
import { Socket, type TcpNetConnectOpts } from 'node:net';
import { NOTION_HOST } from '../notionDoor';

const port = Number(process.env.BENCH_NOTION_PORT);
const connect = Socket.prototype.connect as (this: Socket, ...list: unknown[]) => Socket;

function connectByTheDoor(this: Socket, ...list: unknown[]): Socket {
	// Node's own callers hand an array of options and listener, marked by a symbol; others the options.
	const [first] = list;
	const options = (Array.isArray(first) ? first[0] : first) as Partial<TcpNetConnectOpts>;
	if (options?.host === NOTION_HOST) {
		const redirected = { ...options, host: '127.0.0.1', port };
		if (Array.isArray(first)) first[0] = redirected;
		else list[0] = redirected;
	}
	return connect.apply(this, list);
}

Socket.prototype.connect = connectByTheDoor as typeof Socket.prototype.connect;
