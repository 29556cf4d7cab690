import fc from 'fast-check';

const PIECES = [
	'__proto__',
	'constructor',
	'\u0000',
	'\ud800',
	'\udc00',
	'\u202e',
	'\ufeff',
	'\u200b',
	'\u2028',
	'%',
	'%00',
	'%E9',
	'%ED%A0%80',
	'%F0%9F%98%80',
	'😀',
	'👩‍👩‍👧‍👦',
	'e\u0301',
	'\u0344',
	'Å',
	'ﬁ',
	'ß',
	'Σ',
	'İ',
	'CON',
	'nul',
	'COM¹',
	'/',
	'\\',
	'..',
	'. ',
	' ',
	':',
	'://',
	'?',
	'#',
	'&',
	'=',
	'.pdf',
	'.tar.gz',
	'.v2',
	'https://',
	'data:',
	'base64,',
	'www.',
	'X-Amz-Signature=1',
	'X-Amz-Date=20261122T090000Z',
	'X-Amz-Expires=3600',
	'/prod-files-secure/',
	'4c1f32a5aaaa4bbbbcccc0123456789a',
	'9bc6c6e0-bbbb-4ccc-bddd-d0123456789a',
];

/** Text as nobody would write it: lone surrogates, controls, half escapes, pieces of links and names. */
export function hostileText(): fc.Arbitrary<string> {
	const piece = fc.oneof(
		fc.constantFrom(...PIECES),
		fc.fullUnicodeString({ maxLength: 5 }),
		fc.string16bits({ maxLength: 5 }),
		fc.asciiString({ maxLength: 5 }),
	);
	return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
}

/**
 * Fails where something takes more than linear time: a megabyte must not take seconds. Of the
 * processor, since what else a machine has to do says nothing.
 */
export function swiftly(action: () => void): void {
	const before = process.cpuUsage();
	action();
	const { user, system } = process.cpuUsage(before);
	expect((user + system) / 1_000).toBeLessThan(5_000);
}
