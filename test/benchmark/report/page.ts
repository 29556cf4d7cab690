import { existsSync, readFileSync } from 'node:fs';
import { type Row } from './rows';

export interface Section {
	title: string;
	/** What is to be known to read it. */
	text: string;
	header: Row;
	rows: Row[];
}

/** A page of tables. */
export function markdown(introduction: string, sections: Section[]): string {
	const parts = sections.map(
		({ title, text, header, rows }) => `## ${title}\n\n${text}\n\n${table(header, rows)}\n`,
	);
	return [introduction, ...parts].join('\n');
}

/**
 * The sections with the rows of the page at this path where a case was not run this time.
 * @param keys of all cases, in order
 */
export function withEarlierRows(path: string, sections: Section[], keys: string[]): Section[] {
	const page = existsSync(path) ? readFileSync(path, 'utf8') : '';
	return sections.map((section) => {
		const earlier = rowsUnder(page, section.title);
		const rows = keys.flatMap((key) => {
			const fresh = section.rows.filter(([first]) => first === key);
			return fresh.length > 0 ? fresh : earlier.filter(([first]) => first === key);
		});
		return { ...section, rows };
	});
}

function table(header: Row, rows: Row[]): string {
	const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
	return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function rowsUnder(page: string, title: string): Row[] {
	const [, after = ''] = page.split(`## ${title}\n`);
	const [section = ''] = after.split('\n## ');
	return section
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) =>
			line
				.slice(1, -1)
				.split('|')
				.map((cell) => cell.trim()),
		);
}
