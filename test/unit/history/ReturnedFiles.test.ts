import { ReturnedFiles } from '../../../nodes/NotionFiles/history/ReturnedFiles';

const stored = (files: ReturnedFiles) => new ReturnedFiles(files.toStore(), 'default');

/** Those of a and b and c that it knows, the earliest first. */
const order = (files: ReturnedFiles) =>
	['a', 'b', 'c']
		.map((key) => ({ key, turn: files.turnOf(key) ?? -1 }))
		.filter(({ turn }) => turn >= 0)
		.sort((one, other) => one.turn - other.turn)
		.map(({ key }) => key)
		.join('');

test('files keep the order in which they were returned last, and from one run to the next', () => {
	const files = new ReturnedFiles(undefined, 'default');
	['a', 'b', 'c', 'b'].forEach((key) => files.add(key));
	expect(order(files)).toBe('acb');
	const next = stored(files);
	expect(order(next)).toBe('acb');
	next.add('a');
	next.forget('c');
	expect(order(stored(next))).toBe('ba');
});

test('nothing is kept while there is nothing to keep, and each list has its own', () => {
	const files = new ReturnedFiles('', 'default');
	files.forget('a');
	expect(files.toStore()).toBeUndefined();
	files.add('a');
	expect(order(new ReturnedFiles(files.toStore(), 'other'))).toBe('');
});

test.each([[undefined], [7], ['no base64 at all'], ['AAAA']])(
	'%p is a memory of nothing',
	(text) => {
		expect(order(new ReturnedFiles(text, 'default'))).toBe('');
	},
);
