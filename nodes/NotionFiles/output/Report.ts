import type { NodeExecutionHint } from 'n8n-workflow';
import { asHtml } from '../mentions';
import { outward, shortName } from '../outward';
import { Counted } from './Counted';
import { UnsearchedChildren, type Unsearched } from './UnsearchedChildren';
import { WHY_SKIPPED, type SkipReason } from '../files/filters/filters';

/** Past this, hints would bury the output pane. */
const MOST_REASONS = 20;

/** Where error items are, unless there is an output for them. */
const ERRORS_AMONG_ITEMS = 'the items that have an “error” field';

/** In characters: twenty of them in one pane must stay readable. */
const MOST_OF_A_REASON = 1_000;

/** Remembers what did not become an item and why, to report it in hints at the end. */
export class Report {
	private readonly filtered = new Map<SkipReason, Counted>();

	private readonly webPages = new Counted();

	private readonly linkedFiles = new Counted();

	/** Each once, however many items select it. */
	private readonly empty = new Set<string>();

	private readonly failures = new Counted();

	private readonly unreadable = new Counted();

	private readonly children: UnsearchedChildren;

	private readonly reasons = new Map<string, number>();

	private readonly notes = new Set<string>();

	private pagesAtRest = 0;

	private filesLeft = 0;

	private isMoreLeft = false;

	/** @param forChildPages see `UnsearchedChildren` */
	constructor(forChildPages?: string) {
		this.children = new UnsearchedChildren(forChildPages);
	}

	leftOut(reason: SkipReason, fileName: string): void {
		const known = this.filtered.get(reason) ?? new Counted();
		known.add(`“${shortName(fileName)}”`);
		this.filtered.set(reason, known);
	}

	/** A place whose link does not lead to a file. */
	webPage(where: string): void {
		this.webPages.add(where);
	}

	/** A file that a bookmark, embed or link preview links to, if those were not asked for. */
	linkedFile(where: string): void {
		this.linkedFiles.add(where);
	}

	/** The selected page, block or database contains no files. */
	nothingFound(where: string): void {
		this.empty.add(where);
	}

	/** A page or database in the content that was not opened. */
	notSearched(found: Unsearched): void {
		this.children.add(found);
	}

	/** A page or database was opened. */
	wasOpened(id: string): void {
		this.children.wasOpened(id);
	}

	/** A file became an error item. */
	fileFailed(fileName: string): void {
		this.failures.add(`“${shortName(fileName)}”`);
	}

	/** Something else became an error item; a sentence without a full stop. */
	failed(sentence: string): void {
		this.unreadable.add(outward(sentence, MOST_OF_A_REASON));
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

	/**
	 * @param returned how many files were returned
	 * @param errors where the error items are
	 */
	hints(returned = 0, errors = ERRORS_AMONG_ITEMS): NodeExecutionHint[] {
		if (this.pagesAtRest > 0) {
			const pages =
				this.pagesAtRest === 1 ? '1 page that has' : `${this.pagesAtRest} pages that have`;
			this.note(`Skipped ${pages} not changed since all files there were processed`);
		}
		const byFilter = [...this.filtered].map(
			([reason, left]) => `Skipped ${files(left.count)} ${WHY_SKIPPED[reason]}: ${left.some()}`,
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
			...[nowhere(this.empty), this.children.sentence()].flatMap((message) =>
				message === undefined ? [] : [hint(message, 'info')],
			),
			...webPages(this.webPages).map((message) => hint(message, 'info')),
			...linkedFiles(this.linkedFiles).map((message) => hint(message, 'info')),
			...this.failureHints(returned, errors).map((message) => hint(message, 'warning')),
			...shown.map((message) => hint(message, 'warning')),
		];
	}

	private failureHints(returned: number, errors: string): string[] {
		const { failures, unreadable } = this;
		const all = failures.count + returned;
		const lost = `${failures.count} of ${files(all)} could not be downloaded: ${failures.some()}`;
		return [
			...(failures.count > 0 ? [`${lost}. The reasons are in ${errors}`] : []),
			...(unreadable.count > 0 ? [`Files may be missing: ${unreadable.some('; ')}`] : []),
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

function nowhere(empty: ReadonlySet<string>): string | undefined {
	if (empty.size === 0) return undefined;
	const counted = new Counted();
	empty.forEach((where) => counted.add(where));
	const inPlaces = empty.size === 1 ? '' : `in ${empty.size} places: `;
	return `No files found ${inPlaces}${counted.some()}`;
}

function webPages(seen: Counted): string[] {
	if (seen.count === 0) return [];
	if (seen.count === 1) return [`Skipped a link to a web page: ${seen.some()}`];
	return [`Skipped ${seen.count} links to web pages: ${seen.some()}`];
}

function linkedFiles(seen: Counted): string[] {
	if (seen.count === 0) return [];
	return [
		`Skipped ${files(seen.count)} linked from bookmarks, embeds or link previews; use “Linked Files” to include them: ${seen.some()}`,
	];
}
