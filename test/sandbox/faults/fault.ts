import { type ContentLike } from '../content/content';
import { type ServerName } from '../http/exchange';
import { type Speed } from '../http/pacer';

/** Where in an answer something happens: before the head, after the head, after half of the body, before its last byte. */
export type FaultPoint = 'headers' | 'firstByte' | 'middle' | 'lastByte';

/** One way to misbehave. */
export type Fault =
	/** Any answer instead of the real one. */
	| { type: 'status'; status: number; headers?: Record<string, string>; body?: string }
	/** S3's "being prepared": 202 with an empty body. */
	| { type: 'empty202' }
	/** An error in Notion's shape; `retryAfter` in seconds sets the header as well. */
	| {
			type: 'notionError';
			status: number;
			code: string;
			message?: string;
			additionalData?: Record<string, string | string[]>;
			retryAfter?: number;
	  }
	/** An error in S3's XML. */
	| { type: 's3Error'; status: number; code: string; message: string }
	/** Cloudflare's block page: a 403 with HTML. */
	| { type: 'cloudflare403' }
	/** The first half of the body under a length that agrees with it. */
	| { type: 'truncatedJson' }
	/** The connection is reset. */
	| { type: 'reset'; at: FaultPoint }
	/** Nothing more is sent, and the connection stays open. */
	| { type: 'stall'; at: FaultPoint }
	/** The connection is closed cleanly before the promised length; default after half. */
	| { type: 'truncate'; at?: Exclude<FaultPoint, 'headers'> }
	/** More bytes than there should be; `declared` says so in Content-Length, otherwise they follow unannounced. */
	| { type: 'tooLong'; extraBytes?: number; declared?: boolean }
	| { type: 'slow'; bytesPerSecond: number }
	/** Evenly, as by a network; the rule's connections share what is `of: 'all'`. */
	| { type: 'held'; to: Speed }
	/** Nothing is sent until something has happened. */
	| { type: 'hold'; until: Promise<unknown> }
	/** 200 with everything to a request for a range. */
	| { type: 'ignoreRange' }
	/** A 206 whose Content-Range speaks of another place. */
	| { type: 'wrongContentRange' }
	/** From this request on the object is another one, with another ETag. */
	| { type: 'changedObject'; content: ContentLike }
	| { type: 'noEtag' }
	/** An ETag that vouches for the meaning alone. */
	| { type: 'weakEtag' }
	/** Content-Encoding: gzip that nobody asked for. */
	| { type: 'gzip' }
	/** No Content-Length. */
	| { type: 'chunked' }
	/** Neither Content-Length nor chunks, as in HTTP/1.0: the body ends with the connection. */
	| { type: 'untilClose' };

/** Which requests a fault is for. Everything left out matches. */
export interface FaultTarget {
	server: ServerName;
	method?: string;
	/** A text that the path contains (decoded or as sent, dashes of ids left aside), or an expression for path and query. */
	path?: string | RegExp;
	/** Only lists of which more entries than this are asked for at once. */
	moreThan?: number;
	/** The first request that is meant, counted from 1 over those that match otherwise. */
	nth?: number;
}

export interface FaultRule {
	on: FaultTarget;
	/** How many requests get the fault, default 1. */
	times?: number | 'forever';
	/** Several faults in one list happen to the same request. */
	fault: Fault | readonly Fault[];
}
