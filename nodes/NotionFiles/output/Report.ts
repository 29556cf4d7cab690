import type { NodeExecutionHint } from 'n8n-workflow';
import { asHtml } from '../mentions';
import { outward } from '../outward';
import { WHY_SKIPPED, type SkipReason } from '../files/filters/filters';

/** Past this, hints would bury the output pane. */
const MOST_REASONS = 20;

/** How many names or places a hint lists, to show which files it is about. */
const EXAMPLES = 3;

/** In characters: twenty of them in one pane must stay readable. */
const MOST_OF_A_REASON = 1_000;

interface Counted {
	count: number;
	examples: string[];
}

/** Remembers what did not become an item and why, to report it in hints at the end. */
export class Report {
	private readonly filtered = new Map<SkipReason, Counted>();

	private readonly webPages: Counted = { count: 0, examples: [] };

	private readonly linkedFiles: Counted = { count: 0, examples: [] };

	private readonly reasons = new Map<string, number>();

	private readonly notes = new Set<string>();

	private pagesAtRest = 0;

	private filesLeft = 0;

	private isMoreLeft = false;

	leftOut(reason: SkipReason, fileName: string): void {
		const known = this.filtered.get(reason) ?? { count: 0, examples: [] };
		count(known, `“${fileName}”`);
		this.filtered.set(reason, known);
	}

	/** A place whose link does not lead to a file. */
	webPage(where: string): void {
		count(this.webPages, where);
	}

	/** A file that a bookmark, embed or link preview links to, if those were not asked for. */
	linkedFile(where: string): void {
		count(this.linkedFiles, where);
	}

	/** Something that Notion does not return: a whole sentence without a full stop. */
	skipped(reason: string): void {
		const told = outward(reason, MOST_OF_A_REASON);
		this.reasons.set(told, (this.reasons.get(told) ?? 0) + 1);
	}

	/** Something that a user should know about the run as a whole: a sentence without a full stop. */
	note(message: string): void {
		this.notes.add(message);
	}

	/** A page that was not read, because nothing can be new there. */
	atRest(): void {
		this.pagesAtRest += 1;
	}

	/** A file that is there and not returned, because of a limit. */
	left(): void {
		this.filesLeft += 1;
	}

	/** @param isAll whether all that is left has been reported */
	limitReached(isAll: boolean): void {
		if (!isAll) this.isMoreLeft = true;
	}

	hints(): NodeExecutionHint[] {
		if (this.pagesAtRest > 0) {
			const pages =
				this.pagesAtRest === 1 ? '1 page that has' : `${this.pagesAtRest} pages that have`;
			this.note(`Skipped ${pages} not changed since all files there were processed`);
		}
		const byFilter = [...this.filtered].map(
			([reason, left]) => `Skipped ${files(left.count)} ${WHY_SKIPPED[reason]}: ${some(left)}`,
		);
		const reasons = [...this.reasons].map(([reason, times]) =>
			times > 1 ? `${reason} (${times} times)` : reason,
		);
		const shown = reasons.slice(0, MOST_REASONS);
		const rest = reasons.length - shown.length;
		if (rest > 0)
			shown.push(`${rest} more ${rest === 1 ? 'warning is' : 'warnings are'} not shown`);
		return [
			...[...this.notes].map((message) => hint(message, 'info')),
			...this.limitHints().map((message) => hint(message, 'info')),
			...byFilter.map((message) => hint(message, 'info')),
			...webPages(this.webPages).map((message) => hint(message, 'info')),
			...linkedFiles(this.linkedFiles).map((message) => hint(message, 'info')),
			...shown.map((message) => hint(message, 'warning')),
		];
	}

	private limitHints(): string[] {
		if (this.filesLeft === 0)
			return this.isMoreLeft ? ['Limit reached: there may be more files'] : [];
		const count = `${this.filesLeft} more ${this.filesLeft === 1 ? 'file is' : 'files are'} left`;
		return [`Limit reached: ${this.isMoreLeft ? 'at least ' : ''}${count}`];
	}
}

function hint(message: string, type: NodeExecutionHint['type']): NodeExecutionHint {
	return { message: asHtml(outward(message)), type, location: 'outputPane' };
}

function files(number: number): string {
	return number === 1 ? '1 file' : `${number} files`;
}

function webPages(seen: Counted): string[] {
	if (seen.count === 0) return [];
	if (seen.count === 1) return [`Skipped a link to a web page: ${some(seen)}`];
	return [`Skipped ${seen.count} links to web pages: ${some(seen)}`];
}

function linkedFiles(seen: Counted): string[] {
	if (seen.count === 0) return [];
	return [
		`Skipped ${files(seen.count)} linked from bookmarks, embeds or link previews; use “Linked Files” to include them: ${some(seen)}`,
	];
}

function count(counted: Counted, example: string): void {
	counted.count += 1;
	if (counted.examples.length < EXAMPLES) counted.examples.push(example);
}

function some({ count: all, examples }: Counted): string {
	return examples.join(', ') + (all > examples.length ? ', …' : '');
}
