import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port on loopback that nobody uses at this moment. */
export async function freePort(): Promise<number> {
	return await tryPort(0);
}

/** This port, or another if somebody has it. */
export async function portNear(wanted: number): Promise<number> {
	return await tryPort(wanted).catch(freePort);
}

async function tryPort(wanted: number): Promise<number> {
	const server = createServer().listen(wanted, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}
