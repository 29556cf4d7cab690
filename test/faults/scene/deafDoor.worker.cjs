// A listener in a thread of its own that can stop listening to anybody: while its thread waits, the
// system takes connections until the queue is full, and then answers no further one (Linux).
const { connect, createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');

const { address, target, hearing } = workerData;

const server = createServer((socket) => {
	const inside = connect(target);
	for (const one of [socket, inside]) {
		one.on('error', () => one.destroy());
		one.on('close', () => [socket, inside].forEach((other) => other.destroy()));
	}
	socket.pipe(inside).pipe(socket);
});

server.listen({ port: 0, host: address, backlog: 1 }, () => {
	parentPort.postMessage(server.address().port);
	Atomics.wait(hearing, 0, 0);
});
