import { decodeLoosely, type Exchange, type ServerName } from '../http/exchange';
import { type Fault, type FaultRule, type FaultTarget } from './fault';

interface Entry {
	readonly rule: FaultRule;
	seen: number;
	left: number;
}

/** The script of what goes wrong. Rules are tried in the order they were added; the first that fits takes the request. */
export class FaultRegistry {
	private entries: Entry[] = [];

	/** Adds a rule and returns a function that takes it away again. */
	add(rule: FaultRule): () => void {
		const left = rule.times === 'forever' ? Infinity : (rule.times ?? 1);
		const entry: Entry = { rule, seen: 0, left };
		this.entries.push(entry);
		return () => {
			this.entries = this.entries.filter((other) => other !== entry);
		};
	}

	clear(): void {
		this.entries = [];
	}

	/** Rules that still wait for a request: a test may ask that none is left. */
	get pending(): number {
		return this.entries.filter((entry) => entry.left !== Infinity).length;
	}

	/** The faults for this request, taken off the script. */
	take(server: ServerName, exchange: Exchange): readonly Fault[] {
		const matching = this.entries.filter(({ rule }) => matches(rule.on, server, exchange));
		// Every rule counts every request that it is about, so that "the 3rd" stays the 3rd beside other rules.
		for (const entry of matching) entry.seen += 1;
		const chosen = matching.find((entry) => entry.seen >= (entry.rule.on.nth ?? 1));
		if (!chosen) return [];
		chosen.left -= 1;
		if (chosen.left <= 0) this.entries = this.entries.filter((entry) => entry !== chosen);
		return asList(chosen.rule.fault);
	}
}

function matches(on: FaultTarget, server: ServerName, exchange: Exchange): boolean {
	if (on.server !== server) return false;
	if (on.method && on.method.toUpperCase() !== exchange.method) return false;
	if (on.moreThan !== undefined && entriesAsked(exchange) <= on.moreThan) return false;
	if (on.path === undefined) return true;
	if (on.path instanceof RegExp) return new RegExp(on.path).test(exchange.url);
	const wanted = withoutDashes(on.path);
	const { path } = exchange;
	return [path, decodeLoosely(path)].some((text) => withoutDashes(text).includes(wanted));
}

/** How many entries of a list a request asks for; 0 where it does not say. */
function entriesAsked({ query, body }: Exchange): number {
	const inBody = /"page_size":(\d+)/.exec(body)?.[1];
	return Number(query.get('page_size') ?? inBody ?? 0);
}

function withoutDashes(text: string): string {
	return text.replace(/-/g, '').toLowerCase();
}

function asList(fault: Fault | readonly Fault[]): readonly Fault[] {
	return 'type' in fault ? [fault] : fault;
}
