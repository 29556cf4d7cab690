import type { Socket } from 'node:net';

/** What happens to a connection instead of being let through, or in addition. */
export type Welcome = (socket: Socket, letIn: () => Socket) => void;

const HEAD_OF_CHUNKS =
	'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nX-Amz-Request-Id: DOOR\r\nETag: "1"\r\nTransfer-Encoding: chunked\r\n\r\n';

/** More than a handshake and a head, less than a small file. */
const MID_FILE_BYTES = 12_000;

/** Once the client has spoken: sent a request, or begun a handshake. */
function whenSpokenTo(act: (socket: Socket) => void): Welcome {
	return (socket) => void socket.once('data', () => act(socket));
}

/** Let in once; a second request over the same connection ends it. */
function whenReused(act: (socket: Socket) => void): Welcome {
	return (socket, letIn) => {
		let isAnswered = false;
		letIn().once('data', () => {
			isAnswered = true;
		});
		socket.on('data', () => isAnswered && act(socket));
	};
}

/** To any request, exactly these bytes and the end. */
function saying(text: string | Buffer): Welcome {
	return whenSpokenTo((socket) => socket.end(text));
}

export const welcomes = {
	reset: (socket) => void socket.resetAndDestroy(),
	close: (socket) => void socket.destroy(),
	/** Connected, and never a word. */
	silence: () => {},
	resetWhenAsked: whenSpokenTo((socket) => socket.resetAndDestroy()),
	closeWhenAsked: whenSpokenTo((socket) => socket.end()),
	resetWhenReused: whenReused((socket) => socket.resetAndDestroy()),
	closeWhenReused: whenReused((socket) => socket.destroy()),
	/** Another protocol, as behind a wrong port. */
	otherProtocol: (socket) => void socket.end('220 mail.example.com ESMTP\r\n'),
	/** Endless chunks, as fast as they are read. */
	endlessBody: (socket) => {
		const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
		const fill = () => {
			while (!socket.destroyed && socket.write(chunk));
		};
		socket.on('drain', fill);
		socket.write(HEAD_OF_CHUNKS);
		fill();
	},
	/** Endless chunks of a hundred bytes, never silent for long. */
	trickle: (socket) => {
		socket.write(HEAD_OF_CHUNKS);
		const timer = setInterval(() => socket.write(`64\r\n${'x'.repeat(100)}\r\n`), 5);
		socket.on('close', () => clearInterval(timer));
	},
	/** A head that is longer than any client accepts. */
	endlessHead: (socket) => {
		const line = `X-Padding: ${'x'.repeat(1000)}\r\n`;
		socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n${line.repeat(1000)}\r\nx`);
	},
	halfHead: saying('HTTP/1.1 200 OK\r\nContent-Ty'),
	strangeStatus: saying('HTTP/1.1 20O Okay\r\nContent-Length: 1\r\n\r\nx'),
	twoLengths: saying('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx'),
	strangeLength: saying('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx'),
	lengthAndChunks: saying(
		'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n',
	),
	strangeChunk: saying(`${HEAD_OF_CHUNKS}many\r\nx\r\n`),
	/** An unimportant first answer, as content delivery networks send before the real one. */
	earlyHints: (socket, letIn) => {
		letIn();
		socket.once('data', () =>
			socket.write('HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n'),
		);
	},
	/** HTTP where encryption is expected. */
	plainHttp: saying('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
	/** The beginning of a server's part of a handshake (TLS: a record of 122 bytes, cut off). */
	halfHandshake: saying(Buffer.from('160303007a020000760303', 'hex')),
	/** The handshake is refused (TLS: alert, fatal, handshake_failure). */
	refusedHandshake: saying(Buffer.from('15030300020228', 'hex')),
	/** One bit is changed on the way. */
	garbled: (_, letIn) => {
		let passed = 0;
		// Before the chunk is passed on.
		letIn().prependListener('data', (chunk: Buffer) => {
			const at = MID_FILE_BYTES - passed;
			passed += chunk.length;
			if (at >= 0 && at < chunk.length) chunk[at] = (chunk[at] ?? 0) ^ 1;
		});
	},
} satisfies Record<string, Welcome>;
