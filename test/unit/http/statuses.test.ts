import { isPassing } from '../../../nodes/NotionFiles/http/retries';

const ALL = Array.from({ length: 500 }, (_, index) => 100 + index);

test('of Notion’s answers, these are temporary, and every 5xx', () => {
	expect(ALL.filter((status) => status < 500 && isPassing(status, 'notion'))).toEqual([
		408, 409, 425,
	]);
	expect(ALL.filter((status) => status >= 500 && !isPassing(status, 'notion'))).toEqual([]);
});

test('of a host’s answers, these are temporary, and every 5xx but two', () => {
	expect(ALL.filter((status) => status < 500 && isPassing(status, 'host'))).toEqual([
		408, 425, 429,
	]);
	expect(ALL.filter((status) => status >= 500 && !isPassing(status, 'host'))).toEqual([501, 505]);
});
