/** Rows under a head, each column as wide as its widest cell. */
export function table(head: string[], rows: string[][]): string {
	const all = [head, ...rows];
	const widths = head.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
	const line = (row: string[]): string =>
		row
			.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
			.join('  ')
			.trimEnd();
	return [line(head), line(widths.map((columns) => '─'.repeat(columns))), ...rows.map(line)].join(
		'\n',
	);
}

/** Terminal columns: East Asian characters and emoji take two. */
function width(text: string): number {
	return [...text.normalize('NFC')].reduce(
		(sum, character) =>
			sum +
			(/\p{Extended_Pictographic}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(
				character,
			)
				? 2
				: 1),
		0,
	);
}
