import {
	continues,
	rangeOf,
	versionOf,
	type Version,
} from '../../../nodes/NotionFiles/download/answerHead';

function head(status: number, headers: Record<string, string | undefined>) {
	return { status, header: (name: string) => headers[name] };
}

describe('the version that a host begins to send', () => {
	test.each([
		['100', 100],
		['0', 0],
		['999999999999999', 999_999_999_999_999],
		[undefined, undefined],
		['', undefined],
		['-1', undefined],
		['1e3', undefined],
		['12.5', undefined],
		['100, 100', undefined],
		['9999999999999999', undefined],
	])('has a length of %p: %p', (announced, expected) => {
		expect(versionOf(head(200, { 'content-length': announced }), true).length).toBe(expected);
	});

	test.each([
		['"abc"', '"abc"'],
		['""', '""'],
		['W/"abc"', undefined],
		['w/"abc"', undefined],
		['abc', undefined],
		['"a"b"', undefined],
		['"a", "b"', undefined],
		['', undefined],
		[undefined, undefined],
	])('with the ETag %p is known by %p', (etag, expected) => {
		expect(versionOf(head(200, { etag }), true).etag).toBe(expected);
	});

	test.each([
		['in Notion’s storage', '100', undefined, true, true],
		['elsewhere with a strong ETag', '100', '"a"', false, true],
		['elsewhere with a weak ETag', '100', 'W/"a"', false, false],
		['elsewhere without ETag', '100', undefined, false, false],
		['of unknown length in Notion’s storage', undefined, undefined, true, false],
		['of unknown length with a strong ETag', undefined, '"a"', false, false],
	])('%s can be resumed or not', (_, length, etag, immutable, expected) => {
		const answer = head(200, { 'content-length': length, etag });
		expect(versionOf(answer, immutable).resumable).toBe(expected);
	});
});

describe('parts may be requested ahead', () => {
	test.each([
		['if the host says so', 'bytes', '"a"', true],
		['if the host says so among other things', 'none, Bytes', '"a"', true],
		['not if it says nothing', undefined, '"a"', false],
		['not if it says no', 'none', '"a"', false],
		['not if it means something else', 'kilobytes', '"a"', false],
		['not if parts may be of different versions', 'bytes', undefined, false],
	])('%s', (_, ranges, etag, expected) => {
		const headers = { 'content-length': '100', 'accept-ranges': ranges, etag };
		expect(versionOf(head(200, headers), false).ranges).toBe(expected);
	});
});

describe('a part is requested', () => {
	test.each<[string, string | undefined, Record<string, string>]>([
		['of this version only', '"a"', { range: 'bytes=7-99', 'if-match': '"a"' }],
		['of whatever is there, if no ETag is known', undefined, { range: 'bytes=7-99' }],
	])('%s', (_, etag, expected) => {
		const version = { length: 100, etag, resumable: true, ranges: true };
		expect(rangeOf({ first: 7, last: 99 }, version)).toEqual(expected);
	});
});

describe('an answer is exactly the part that is wanted', () => {
	const version: Version = { length: 100, etag: '"a"', resumable: true, ranges: true };
	const goesOn = (headers: Record<string, string | undefined>, status = 206, of = version) =>
		continues(head(status, headers), of, { first: 40, last: 99 });

	test.each([
		['with the same ETag', { 'content-range': 'bytes 40-99/100', etag: '"a"' }],
		['without ETag', { 'content-range': 'bytes 40-99/100' }],
		['with a weak ETag, which says nothing', { 'content-range': 'bytes 40-99/100', etag: 'W/"b"' }],
	])('%s', (_, headers) => {
		expect(goesOn(headers)).toBe(true);
	});

	test('of a version without ETag, if length and position match', () => {
		const plain = { ...version, etag: undefined };
		expect(goesOn({ 'content-range': 'bytes 40-99/100', etag: '"b"' }, 206, plain)).toBe(true);
	});

	test.each([
		['of another version', { 'content-range': 'bytes 40-99/100', etag: '"b"' }],
		['of the whole', { 'content-range': 'bytes 0-99/100' }],
		['from an earlier byte', { 'content-range': 'bytes 39-99/100' }],
		['from a later byte', { 'content-range': 'bytes 41-99/100' }],
		['of another length', { 'content-range': 'bytes 40-100/101' }],
		['that ends before the end', { 'content-range': 'bytes 40-98/100' }],
		['that ends after the end', { 'content-range': 'bytes 40-100/100' }],
		['of unknown length', { 'content-range': 'bytes 40-99/*' }],
		['without a range', { 'content-range': 'bytes */100' }],
		['of another unit', { 'content-range': 'items 40-99/100' }],
		['of several ranges', { 'content-range': 'bytes 40-59/100, bytes 60-99/100' }],
		['of garbage', { 'content-range': 'bytes 40-99/100x' }],
		['of numbers beyond counting', { 'content-range': 'bytes 40-99/1000000000000000000000' }],
		['in multiple parts', { 'content-type': 'multipart/byteranges; boundary=x' }],
		['that does not say which', {}],
	])('but not one %s', (_, headers) => {
		expect(goesOn(headers)).toBe(false);
	});

	test.each([200, 204, 304, 412, 416, 500])('and never with the status %d', (status) => {
		expect(goesOn({ 'content-range': 'bytes 40-99/100' }, status)).toBe(false);
	});

	test('and never if the whole length is unknown', () => {
		const endless = { ...version, length: undefined };
		expect(goesOn({ 'content-range': 'bytes 40-99/100' }, 206, endless)).toBe(false);
	});
});
