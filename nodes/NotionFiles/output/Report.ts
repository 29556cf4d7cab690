import type { NodeExecutionHint } from 'n8n-workflow';
import { outward } from '../outward';
import { asPlainText } from './nodeError';
import type { SkipReason } from '../files/filters/filters';

const LEFT_OUT_BY: Readonly<Record<SkipReason, string>> = {
	fileType: 'by the filter File Types',
	hostedBy: 'by the filter Hosted By',
	maximumSize: 'as larger than the Maximum Size',
	namePattern: 'by the filter Name Pattern',
};

/** Past this, hints would bury the output pane. */
const MOST_REASONS = 20;

/** How many names or places a hint gives, so that one knows which files it is about. */
const EXAMPLES = 3;

/** Twenty of them in one pane are to be read. */
const MOST_OF_A_REASON = 1_000;

interface Counted {
	count: number;
	examples: string[];
}

/** Remembers what did not become an item and why, to tell it in hints at the end. */
export class Report {
	private readonly filtered = new Map<SkipReason, Counted>();

	private readonly webPages: Counted = { count: 0, examples: [] };

	private readonly linkedFiles: Counted = { count: 0, examples: [] };

	private readonly reasons = new Map<string, number>();

	private readonly notes = new Set<string>();

	private pagesAtRest = 0;

	leftOut(reason: SkipReason, fileName: string): void {
		const known = this.filtered.get(reason) ?? { count: 0, examples: [] };
		count(known, `“${fileName}”`);
		this.filtered.set(reason, known);
	}

	/** A place whose link leads to no file. */
	webPage(where: string): void {
		count(this.webPages, where);
	}

	/** A file that a bookmark, embed or link preview leads to, where those were not asked for. */
	linkedFile(where: string): void {
		count(this.linkedFiles, where);
	}

	/** Something that Notion does not give: a whole sentence without a full stop. */
	skipped(reason: string): void {
		const told = outward(reason, MOST_OF_A_REASON);
		this.reasons.set(told, (this.reasons.get(told) ?? 0) + 1);
	}

	/** Something that a user should know of the run as a whole: a sentence without a full stop. */
	note(message: string): void {
		this.notes.add(message);
	}

	/** A page that was not read, because nothing can be new there. */
	atRest(): void {
		this.pagesAtRest += 1;
	}

	hints(): NodeExecutionHint[] {
		if (this.pagesAtRest > 0) {
			const pages = this.pagesAtRest === 1 ? '1 page was' : `${this.pagesAtRest} pages were`;
			this.note(`${pages} not read: unchanged since all files there were processed`);
		}
		const byFilter = [...this.filtered].map(
			([reason, left]) => `${files(left.count)} left out ${LEFT_OUT_BY[reason]}: ${some(left)}`,
		);
		const reasons = [...this.reasons].map(([reason, times]) =>
			times > 1 ? `${reason} (${times} times)` : reason,
		);
		const shown = reasons.slice(0, MOST_REASONS);
		const rest = reasons.length - shown.length;
		if (rest > 0) shown.push(`${rest} more places were left out for such reasons`);
		return [
			...[...this.notes].map((message) => hint(message, 'info')),
			...byFilter.map((message) => hint(message, 'info')),
			...webPages(this.webPages).map((message) => hint(message, 'info')),
			...linkedFiles(this.linkedFiles).map((message) => hint(message, 'info')),
			...shown.map((message) => hint(message, 'warning')),
		];
	}
}

function hint(message: string, type: NodeExecutionHint['type']): NodeExecutionHint {
	return { message: asPlainText(outward(message)), type, location: 'outputPane' };
}

function files(number: number): string {
	return number === 1 ? '1 file was' : `${number} files were`;
}

function webPages(seen: Counted): string[] {
	if (seen.count === 0) return [];
	if (seen.count === 1) return [`A web page, not a file, is linked in ${some(seen)}`];
	return [`Web pages, not files, are linked in ${seen.count} places: ${some(seen)}`];
}

function linkedFiles(seen: Counted): string[] {
	if (seen.count === 0) return [];
	return [
		`${files(seen.count)} left out behind bookmarks, embeds or link previews; “Linked Files” includes such files: ${some(seen)}`,
	];
}

function count(counted: Counted, example: string): void {
	counted.count += 1;
	if (counted.examples.length < EXAMPLES) counted.examples.push(example);
}

function some({ count: all, examples }: Counted): string {
	return examples.join(', ') + (all > examples.length ? ', …' : '');
}
