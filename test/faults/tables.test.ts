import { outcomeInWords } from './inWords';
import { tables } from './tables';

const rows = tables.flatMap((table) => table.rows);

test('every row has a unique name, a sentence without a full stop', () => {
	const names = rows.map(({ name }) => name);
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	expect(names.filter((name) => !/^[A-Z].*[^.]$/.test(name))).toEqual([]);
});

test('every row says in words what happens to the files', () => {
	for (const row of rows) expect(outcomeInWords(row)).toMatch(/^\w.+\w$/);
});
