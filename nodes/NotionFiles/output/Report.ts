import type { NodeExecutionHint } from 'n8n-workflow';
import { asPlainText } from './plainText';
import type { SkipReason } from '../files/filters/filters';

const LEFT_OUT_BY: Readonly<Record<SkipReason, string>> = {
	fileType: 'by the filter File Types',
	hostedBy: 'by the filter Hosted By',
	maximumSize: 'as larger than the Maximum Size',
	namePattern: 'by the filter Name Pattern',
};

/** Past this, hints would bury the output pane. */
const MOST_REASONS = 20;

/** How many names a hint gives to recognise the files by. */
const EXAMPLES = 3;

/** Remembers what did not become an item and why, to tell it in hints at the end. */
export class Report {
	private readonly filtered = new Map<SkipReason, { count: number; examples: string[] }>();

	private readonly reasons = new Map<string, number>();

	private readonly notes = new Set<string>();

	private pagesAtRest = 0;

	leftOut(reason: SkipReason, fileName: string): void {
		const known = this.filtered.get(reason) ?? { count: 0, examples: [] };
		known.count += 1;
		if (known.examples.length < EXAMPLES) known.examples.push(`“${fileName}”`);
		this.filtered.set(reason, known);
	}

	/** Something that is no file, or that Notion cannot give: a whole sentence without a full stop. */
	skipped(reason: string): void {
		this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
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
		const byFilter = [...this.filtered].map(([reason, { count, examples }]) => {
			const more = count > examples.length ? ', …' : '';
			return `${files(count)} left out ${LEFT_OUT_BY[reason]}: ${examples.join(', ')}${more}`;
		});
		const reasons = [...this.reasons].map(([reason, times]) =>
			times > 1 ? `${reason} (${times} times)` : reason,
		);
		const shown = reasons.slice(0, MOST_REASONS);
		const rest = reasons.length - shown.length;
		if (rest > 0) shown.push(`${rest} more places were left out for such reasons`);
		return [
			...[...this.notes].map((message) => hint(message, 'info')),
			...byFilter.map((message) => hint(message, 'info')),
			...shown.map((message) => hint(message, 'warning')),
		];
	}
}

function hint(message: string, type: NodeExecutionHint['type']): NodeExecutionHint {
	return { message: asPlainText(message), type, location: 'outputPane' };
}

function files(count: number): string {
	return count === 1 ? '1 file was' : `${count} files were`;
}
