/** A page or database in the content of a page that was not opened. */
export interface Unsearched {
	child: { kind: 'page' | 'database'; id: string };
	/** The parameter that includes it. */
	by: 'childPages' | 'childDatabases';
}

/** The child pages and databases that a run has met and not opened, because nobody asked for them. */
export class UnsearchedChildren {
	private readonly met = new Map<string, Unsearched>();

	private readonly opened = new Set<string>();

	/** @param forChildPages what to do about child pages, if there is no parameter for them */
	constructor(private readonly forChildPages = 'raise “Child Pages”') {}

	add(found: Unsearched): void {
		this.met.set(found.child.id, found);
	}

	/** It was opened, at another place or for another item. */
	wasOpened(id: string): void {
		this.opened.add(id);
	}

	/** What to say about them: a sentence without a full stop; undefined where there are none. */
	sentence(): string | undefined {
		const left = [...this.met.values()].filter(({ child }) => !this.opened.has(child.id));
		const pages = left.filter(({ child }) => child.kind === 'page').length;
		const what = [counted(pages, 'child page'), counted(left.length - pages, 'database')].filter(
			(part) => part !== undefined,
		);
		if (what.length === 0) return undefined;
		const by = new Set(left.map((one) => one.by));
		const how = [
			...(by.has('childPages') ? [this.forChildPages] : []),
			...(by.has('childDatabases') ? ['turn on “Child Databases”'] : []),
		].join(' or ');
		const [were, them] = left.length === 1 ? ['was', 'it'] : ['were', 'them'];
		return `${what.join(' and ')} ${were} not searched. ${how.charAt(0).toUpperCase()}${how.slice(1)} to include ${them}`;
	}
}

function counted(count: number, what: string): string | undefined {
	return count === 0 ? undefined : `${count} ${what}${count === 1 ? '' : 's'}`;
}
