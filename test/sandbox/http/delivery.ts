import { type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { bytesOf, type ContentSlice, chunksOf, lengthOf } from '../content/content';
import { type FaultPoint } from '../faults/fault';
import { type Reply } from './exchange';
import { type Pacer, Pacers, type Speed } from './pacer';

/** Something that breaks the answer off. */
export interface Cut {
	readonly kind: 'reset' | 'stall' | 'close';
	readonly at: FaultPoint;
}

/** How an answer is put on the wire. */
export interface Delivery {
	readonly cut?: Cut;
	readonly bytesPerSecond?: number;
	readonly heldTo?: Speed;
	/** Bytes after the body. */
	readonly extraBytes?: number;
	/** The end of the connection is the end of the body: neither length nor chunks. */
	readonly untilClose?: boolean;
}

const PACES_PER_SECOND = 20;

const pacers = new Pacers();

/** Waits without keeping the process alive for it. */
export async function sleep(milliseconds: number): Promise<void> {
	await setTimeout(milliseconds, undefined, { ref: false });
}

/** Sends the answer, with back-pressure, as far as the delivery lets it go. */
export async function deliver(
	response: ServerResponse,
	reply: Reply,
	delivery: Delivery,
	onBytes: (count: number) => void,
): Promise<void> {
	const { cut, heldTo } = delivery;
	const pacer = heldTo && pacers.for(response.req.socket, heldTo);
	await pacer?.begin();
	if (cut?.at === 'headers') return await breakOff(response, cut);
	if (delivery.untilClose) {
		response.setHeader('connection', 'close');
		response.removeHeader('transfer-encoding');
	}
	response.writeHead(reply.status, reply.headers);
	if (response.req.method === 'HEAD') {
		response.end();
		return;
	}
	// Whoever breaks an answer off promises that what comes before has been sent.
	if (cut) response.flushHeaders();
	const slice = cutSlice(reply.body, cut);
	if (pacer) await sendPaced(response, slice, pacer, onBytes);
	else await sendSlice(response, slice, delivery, onBytes);
	if (cut) return await breakOff(response, cut);
	if (delivery.extraBytes) await write(response, Buffer.alloc(delivery.extraBytes, '~'), onBytes);
	response.end();
}

function cutSlice(body: ContentSlice, cut: Cut | undefined): ContentSlice {
	const keep: Record<FaultPoint, number> = {
		headers: 0,
		firstByte: 0,
		middle: Math.floor(lengthOf(body) / 2),
		lastByte: Math.max(0, lengthOf(body) - 1),
	};
	return cut ? { ...body, end: body.start + keep[cut.at] } : body;
}

async function sendSlice(
	response: ServerResponse,
	slice: ContentSlice,
	{ bytesPerSecond }: Delivery,
	onBytes: (count: number) => void,
): Promise<void> {
	const chunkSize = bytesPerSecond
		? Math.max(1, Math.floor(bytesPerSecond / PACES_PER_SECOND))
		: undefined;
	for (const chunk of chunksOf(slice, chunkSize)) {
		if (response.destroyed) return;
		await write(response, chunk, onBytes);
		if (bytesPerSecond) await sleep((chunk.length / bytesPerSecond) * 1000);
	}
}

async function sendPaced(
	response: ServerResponse,
	{ content, start, end }: ContentSlice,
	pacer: Pacer,
	onBytes: (count: number) => void,
): Promise<void> {
	for (let at = start; at < end && !response.destroyed;) {
		const chunk = bytesOf(content, at, Math.min(at + pacer.stepBytes, end));
		at += chunk.length;
		await pacer.pass(chunk.length);
		await write(response, chunk, onBytes);
	}
}

async function write(
	response: ServerResponse,
	chunk: Buffer,
	onBytes: (count: number) => void,
): Promise<void> {
	if (response.destroyed) return;
	onBytes(chunk.length);
	if (!response.write(chunk)) await drained(response);
}

function drained(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			response.off('drain', done);
			response.off('close', done);
			resolve();
		};
		response.on('drain', done);
		response.on('close', done);
	});
}

async function breakOff(response: ServerResponse, cut: Cut): Promise<void> {
	const { socket } = response;
	if (!socket || cut.kind === 'stall') return;
	// A reset throws away what the kernel still holds: what was promised to arrive must have left first.
	while (socket.writableLength > 0 && !socket.destroyed) await sleep(2);
	await sleep(10);
	if (cut.kind === 'reset') socket.resetAndDestroy();
	else socket.destroySoon();
}
