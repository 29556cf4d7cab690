import type { Socket } from 'node:net';
import { type buildConnector, type Dispatcher, Pool } from 'undici';

type Connect = buildConnector.connector;

/**
 * A pool whose sockets end in order (`endingInOrder`), for an agent: also behind an HTTP proxy, where undici
 * encrypts the sockets itself. Those behind a SOCKS proxy it would not let through, so `proxiesOf` refuses these.
 */
export function poolOf(origin: string | URL, options: object): Dispatcher {
	const { connect, ...others } = options as Pool.Options & { connect: Connect };
	return new Pool(origin, {
		...others,
		connect: (to, callback) =>
			connect(to, (...[error, socket]) => {
				if (error) callback(error, null);
				else callback(null, endingInOrder(socket));
			}),
	});
}

/**
 * Lets the reader of a socket see its end only after everything that came before.
 *
 * While a body has to wait, undici 7 leaves its socket alone. If that ends meanwhile, and the host had announced it
 * (`Connection: close`, HTTP/1.0), an assertion fails outside of any request and ends the process, n8n's
 * (nodejs/undici#5360; fixed in undici 8, which needs Node 22). A reset and a socket without an error lead to the same
 * assertion, so undici gets an error that says nothing to it. Otherwise it would also take a reset for the end of a
 * file whose length is not known.
 */
export function endingInOrder<S extends Socket>(socket: S): S {
	const push = socket.push.bind(socket);
	const read = socket.read.bind(socket) as (size?: number) => unknown;
	const destroy = socket.destroy.bind(socket);
	let hasTakenAll = true;
	let isEndDue = false;
	const endIfDue = (): void => {
		if (!isEndDue || !hasTakenAll || socket.readableLength > 0) return;
		isEndDue = false;
		push(null);
	};
	socket.push = (chunk: unknown) => {
		if (chunk !== null) {
			hasTakenAll = false;
			return push(chunk);
		}
		isEndDue = true;
		endIfDue();
		return false;
	};
	socket.read = (size?: number) => {
		const taken = read(size);
		// Streams themselves read nothing (0), to be filled; undici reads until there is nothing left.
		if (size === undefined) hasTakenAll = taken === null;
		if (isEndDue && hasTakenAll) process.nextTick(endIfDue);
		return taken;
	};
	socket.destroy = (error?: Error) => {
		if (error) return destroy(withoutCode(error));
		return hasTakenAll ? destroy() : destroy(new Error('the connection was closed'));
	};
	return socket;
}

/** To undici, only the code tells a reset from other failures. */
function withoutCode(error: Error & { code?: unknown }): Error {
	return error.code === 'ECONNRESET' ? new Error('ECONNRESET', { cause: error }) : error;
}
