import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ownAddress } from './door';

/** A listener that leaves the first packet of a connection unanswered, as a firewall does. */
export interface DeafDoor {
	readonly origin: string;
	/** From now on connections are let through. */
	listen(): void;
	shut(): Promise<void>;
}

/** On loopback, the system answers immediately, so any answer has long arrived by then. */
const UNANSWERED_MS = 100;

const MOST_IN_QUEUE = 16;

export async function openDeafDoor(behind: string): Promise<DeafDoor> {
	const { hostname: host, port } = new URL(behind);
	const address = ownAddress();
	const hearing = new Int32Array(new SharedArrayBuffer(4));
	const workerData = { address, target: { host, port: Number(port) }, hearing };
	const worker = new Worker(join(__dirname, 'deafDoor.worker.cjs'), { workerData });
	const [ownPort] = (await once(worker, 'message')) as [number];
	const queue = await fillQueue(address, ownPort);
	const listen = (): void => {
		queue.splice(0).forEach((socket) => socket.destroy());
		Atomics.store(hearing, 0, 1);
		Atomics.notify(hearing, 0);
	};
	return {
		origin: `http://${address}:${ownPort}`,
		listen,
		async shut() {
			listen();
			await worker.terminate();
		},
	};
}

/** Connects until nobody answers any more. */
async function fillQueue(host: string, port: number): Promise<Socket[]> {
	const queue: Socket[] = [];
	while (queue.length < MOST_IN_QUEUE) {
		const socket = connect(port, host).on('error', () => {});
		queue.push(socket);
		if (!(await stands(socket))) return queue;
	}
	throw new Error('This system answers connections that nobody accepts');
}

async function stands(socket: Socket): Promise<boolean> {
	await Promise.race([once(socket, 'connect'), wait(UNANSWERED_MS)]).catch(() => {});
	// On a busy machine the time is up before the event loop has looked for an answer.
	await nextTurn();
	await nextTurn();
	return !socket.connecting && !socket.destroyed;
}
