import { NotionFilesError, unexpected } from '../../../nodes/NotionFiles/errors';
import { logMistake } from '../../../nodes/NotionFiles/output/nodeError';

function logged(error: NotionFilesError): string[] {
	const lines: string[] = [];
	logMistake({ error: (line: string) => void lines.push(line) }, error);
	return lines;
}

test('the log has the place of a bug, without secrets', () => {
	const mistake = new TypeError('no token ntn_1234567890abc');
	const [line, ...more] = logged(unexpected(mistake, 'reading from Notion').about('“a.pdf”'));
	expect(more).toEqual([]);
	expect(line).toMatch(/^Notion Files: TypeError: no token ntn_•••\n +at .*logMistake\.test/);
	expect(logged(unexpected('no error', 'reading'))).toEqual(['Notion Files: no error']);
});

test('what the node foresees is not a bug', () => {
	expect(logged(new NotionFilesError({ code: 'fileGone', message: 'Gone' }))).toEqual([]);
});
