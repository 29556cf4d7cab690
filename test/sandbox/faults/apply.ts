import { gzipSync } from 'node:zlib';
import { bytesOf, lengthOf, toContent, wholeOf } from '../content/content';
import { notionError } from '../api/errors';
import { type Cut, type Delivery } from '../http/delivery';
import { type Exchange, type Reply, type Site, textReply } from '../http/exchange';
import { s3Error } from '../storage/s3Errors';
import { type Fault } from './fault';

/** An answer and how to send it, after the faults had their say. */
export interface Spoilt {
	readonly reply: Reply;
	readonly delivery: Delivery;
}

/** Resolves when all has happened that the faults wait for. */
export async function released(faults: readonly Fault[]): Promise<void> {
	await Promise.all(faults.map((fault) => (fault.type === 'hold' ? fault.until : undefined)));
}

/** Answers a request the way the faults say. */
export function answerWithFaults(site: Site, exchange: Exchange, faults: readonly Fault[]): Spoilt {
	let asked = exchange;
	for (const fault of faults) {
		if (fault.type === 'ignoreRange') asked = withoutRange(asked);
		if (fault.type === 'changedObject') site.replace?.(exchange.path, toContent(fault.content));
	}
	const replacement = faults.map(replacementFor).find((reply) => reply !== undefined);
	const reply = withLength(faults.reduce(reshape, replacement ?? site.answer(asked)), faults);
	return { reply, delivery: deliveryFor(faults) };
}

/** The answer that a fault puts in the place of the real one. */
function replacementFor(fault: Fault): Reply | undefined {
	switch (fault.type) {
		case 'status':
			return textReply(fault.status, 'text/plain', fault.body ?? '', fault.headers);
		case 'empty202':
			return textReply(202, 'application/xml', '');
		case 'notionError':
			return notionError(fault.status, fault.code, fault.message ?? fault.code, {
				additionalData: fault.additionalData,
				retryAfter: fault.retryAfter,
			});
		case 's3Error':
			return s3Error(fault.status, fault.code, fault.message);
		case 'cloudflare403':
			return textReply(403, 'text/html; charset=UTF-8', CLOUDFLARE_PAGE, {
				server: 'cloudflare',
				'cf-ray': '8f2c1d0aee9b5c3a-FRA',
			});
		default:
			return undefined;
	}
}

/** The real answer with something wrong in its head or body. */
function reshape(reply: Reply, fault: Fault): Reply {
	switch (fault.type) {
		case 'truncatedJson':
			return { ...reply, body: { ...reply.body, end: reply.body.start + half(reply) } };
		case 'wrongContentRange':
			return { ...reply, headers: shiftedRange(reply.headers) };
		case 'noEtag':
			return { ...reply, headers: without(reply.headers, 'etag') };
		case 'weakEtag':
			return { ...reply, headers: { ...reply.headers, etag: `W/${reply.headers.etag ?? '""'}` } };
		case 'gzip':
			return zipped(reply);
		default:
			return reply;
	}
}

function withLength(reply: Reply, faults: readonly Fault[]): Reply {
	if (faults.some(({ type }) => type === 'chunked' || type === 'untilClose')) return reply;
	if (reply.headers['transfer-encoding'] === 'chunked') return reply;
	const announced = faults.reduce(
		(sum, fault) => sum + (fault.type === 'tooLong' && fault.declared ? extraOf(fault) : 0),
		lengthOf(reply.body),
	);
	return { ...reply, headers: { ...reply.headers, 'content-length': String(announced) } };
}

function deliveryFor(faults: readonly Fault[]): Delivery {
	let delivery: Delivery = {};
	for (const fault of faults) {
		const cut = cutFor(fault);
		if (cut) delivery = { ...delivery, cut };
		if (fault.type === 'slow') delivery = { ...delivery, bytesPerSecond: fault.bytesPerSecond };
		if (fault.type === 'held') delivery = { ...delivery, heldTo: fault.to };
		if (fault.type === 'untilClose') delivery = { ...delivery, untilClose: true };
		if (fault.type === 'tooLong') delivery = { ...delivery, extraBytes: extraOf(fault) };
	}
	return delivery;
}

function cutFor(fault: Fault): Cut | undefined {
	switch (fault.type) {
		case 'reset':
		case 'stall':
			return { kind: fault.type, at: fault.at };
		case 'truncate':
			return { kind: 'close', at: fault.at ?? 'middle' };
		default:
			return undefined;
	}
}

function extraOf(fault: { extraBytes?: number }): number {
	return fault.extraBytes ?? 16;
}

function half(reply: Reply): number {
	return Math.floor(lengthOf(reply.body) / 2);
}

function zipped(reply: Reply): Reply {
	const { content, start, end } = reply.body;
	return {
		...reply,
		headers: { ...reply.headers, 'content-encoding': 'gzip' },
		body: wholeOf(gzipSync(bytesOf(content, start, end))),
	};
}

function shiftedRange(headers: Reply['headers']): Reply['headers'] {
	const range = /^bytes (\d+)-(\d+)\/(.*)$/.exec(headers['content-range'] ?? '');
	if (!range) return headers;
	const [first, last] = [Number(range[1]) + 1, Number(range[2]) + 1];
	return { ...headers, 'content-range': `bytes ${first}-${last}/${range[3]}` };
}

function withoutRange(exchange: Exchange): Exchange {
	return { ...exchange, headers: { ...exchange.headers, range: undefined } };
}

function without(headers: Reply['headers'], name: string): Reply['headers'] {
	return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

const CLOUDFLARE_PAGE = `<!DOCTYPE html>
<html lang="en-US"><head><title>Attention Required! | Cloudflare</title></head>
<body><h1>Sorry, you have been blocked</h1><p>You are unable to access notion.com</p>
<p>Cloudflare Ray ID: 8f2c1d0aee9b5c3a</p></body></html>
`;
