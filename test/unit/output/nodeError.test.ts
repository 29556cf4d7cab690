import type { INode } from 'n8n-workflow';
import { NotionFilesError, toNotionFilesError } from '../../../nodes/NotionFiles/errors';
import { nodeError } from '../../../nodes/NotionFiles/output/nodeError';

const NODE: INode = {
	id: '1',
	name: 'Get files',
	type: 'n8n-nodes-notion-files.notionFiles',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function errorOf(message: string, more: Partial<NotionFilesError> = {}): NotionFilesError {
	const { remedy, notionMessage } = more;
	return new NotionFilesError({ code: 'fileGone', message, remedy, notionMessage });
}

test.each([
	'“ENOENT.pdf” from the cover of page “Handbook”: it is gone',
	'“ECONNRESET and other errors.docx”: it is gone',
	'The connection to files.example.com failed (ETIMEDOUT)',
	'The connection to files.example.com failed (getaddrinfo ENOTFOUND)',
	'“EAI_AGAIN, ECONNREFUSED, EPIPE, GETADDRINFO.txt” is gone',
	'A plain sentence',
])('our own sentence survives: %s', (message) => {
	const shown = nodeError(NODE, errorOf(message), undefined);
	expect(shown.message).toBe(message);
	expect(JSON.parse(JSON.stringify(shown))).toMatchObject({ message });
});

test('the remedy and Notion’s own words are below it', () => {
	const error = errorOf('Gone', { remedy: 'Put it back.', notionMessage: 'Could not find it.' });
	expect(nodeError(NODE, error, undefined).description).toBe(
		'Put it back. Notion says: “Could not find it.”',
	);
	expect(nodeError(NODE, errorOf('Gone', { remedy: 'Put it back.' }), 0).description).toBe(
		'Put it back.',
	);
});

test('it names node and item', () => {
	const shown = nodeError(NODE, errorOf('Gone'), 3);
	expect(shown.node).toBe(NODE);
	expect(shown.context.itemIndex).toBe(3);
	expect(shown.name).toBe('NodeOperationError');
});

describe('an error of ours', () => {
	const cause = new Error('socket hang up');
	const error = new NotionFilesError({
		code: 'linkExpired',
		message: 'it has expired',
		remedy: 'Run it again.',
		notionMessage: 'Words',
		httpStatus: 403,
		cause,
	});

	test('about a file keeps all but its sentence', () => {
		expect(error.about('“a.pdf”')).toMatchObject({
			name: 'NotionFilesError',
			message: '“a.pdf”: it has expired',
			code: 'linkExpired',
			remedy: 'Run it again.',
			notionMessage: 'Words',
			httpStatus: 403,
			cause,
		});
		expect(error.message).toBe('it has expired');
	});

	test('is made from anything else that was thrown, and is otherwise left as it is', () => {
		const otherwise = { code: 'storeFailed', message: 'It could not be stored' } as const;
		expect(toNotionFilesError(error, otherwise)).toBe(error);
		expect(toNotionFilesError(cause, otherwise)).toMatchObject({ ...otherwise, cause });
		expect(toNotionFilesError(undefined, otherwise)).toMatchObject(otherwise);
	});

	test('without remedy and words has an empty description', () => {
		expect(errorOf('Gone').description).toBe('');
	});
});
