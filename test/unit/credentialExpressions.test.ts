import { BARE_TOKEN, baseUrlIn } from '../../credentials/connectionFields';
import { expression, LONE_NODE } from '../harness/expressions';

/** As n8n resolves the expressions of a credential. */
function resolved(template: string, credential: Record<string, string | undefined>): unknown {
	const keys = { $credentials: credential as never };
	return expression.getSimpleParameterValue(LONE_NODE, template, 'internal', keys, undefined, '');
}

test.each(['ntn_a', ' ntn_a\n', 'Bearer ntn_a', ' bearer  ntn_a '])(
	'the token %j is sent without what was copied along',
	(token) => expect(resolved(`=Bearer ${BARE_TOKEN}`, { token })).toBe('Bearer ntn_a'),
);

test.each([
	[undefined, 'https://api.notion.com'],
	['', 'https://api.notion.com'],
	[' api.notion.com/v1/ ', 'https://api.notion.com'],
	['http://127.0.0.1:4000/', 'http://127.0.0.1:4000'],
	['localhost:4000/notion/v1', 'https://localhost:4000/notion'],
])('the API Base URL %j is asked as %s', (apiBaseUrl, url) =>
	expect(resolved(baseUrlIn('$credentials'), { apiBaseUrl })).toBe(url),
);
