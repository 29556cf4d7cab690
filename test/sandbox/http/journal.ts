import { type IncomingHttpHeaders } from 'node:http';
import { type ServerName, serverNames } from './exchange';

/** One request and what became of it. Entries are updated while their answer is being sent. */
export interface RecordedRequest {
	readonly server: ServerName;
	readonly method: string;
	/** Path as sent, without the query. */
	readonly path: string;
	/** Path and query as sent. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	/** Real time of arrival, in milliseconds since the epoch. */
	readonly at: number;
	/** Kinds of the faults that were applied. */
	readonly faults: string[];
	/** 0 while no head was sent. */
	status: number;
	/** Bytes of the body handed to the network. */
	bytesSent: number;
	/** The client went away before the answer was complete. */
	aborted: boolean;
	/** Real time at which the answer ended, however it ended. */
	endedAt?: number;
}

interface Gauge {
	now: number;
	peak: number;
}

/** Everything that was asked of the sandbox, in order of arrival. */
export class Journal {
	readonly requests: RecordedRequest[] = [];

	private readonly gauges = new Map<ServerName, Gauge>(
		serverNames.map((name) => [name, { now: 0, peak: 0 }]),
	);

	begin(request: RecordedRequest): void {
		this.requests.push(request);
		const gauge = this.gauge(request.server);
		gauge.now += 1;
		gauge.peak = Math.max(gauge.peak, gauge.now);
	}

	end(request: RecordedRequest): void {
		request.endedAt = Date.now();
		this.gauge(request.server).now -= 1;
	}

	requestsTo(server: ServerName): RecordedRequest[] {
		return this.requests.filter((request) => request.server === server);
	}

	/** The most requests a server was answering at one time. */
	peakConcurrency(server: ServerName): number {
		return this.gauge(server).peak;
	}

	/** Forgets the requests so far and starts the peaks anew. */
	clear(): void {
		this.requests.length = 0;
		for (const gauge of this.gauges.values()) gauge.peak = gauge.now;
	}

	private gauge(server: ServerName): Gauge {
		const gauge = this.gauges.get(server);
		if (!gauge) throw new Error(`No server named ${server}`);
		return gauge;
	}
}
