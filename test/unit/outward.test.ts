import fc from 'fast-check';
import { NotionFilesError, unexpected } from '../../nodes/NotionFiles/errors';
import { keepSecret, outward, shortName } from '../../nodes/NotionFiles/outward';
import { cannotBe } from '../../nodes/NotionFiles/parameters/Parameter';
import { proxiesOf } from '../../nodes/NotionFiles/download/addressGuard';

const SIGNED = `X-Amz-Signature=${'0a'.repeat(32)}`;

test.each([
	['a token', 'Invalid token ntn_1234567890abc!', 'Invalid token ntn_•••!'],
	['an older one', 'token “secret_AbCdEf123456”', 'token “secret_•••”'],
	['one that refreshes', 'refresh_token=nrt_4991090011501Ejc', 'refresh_token=nrt_•••'],
	['the start of a token', 'Your token begins with ntn_123456', 'Your token begins with ntn_•••'],
	['a header', 'Authorization: Bearer abc.def-ghi', 'Authorization: Bearer •••'],
	['a password in a URL', 'proxy http://ann:pass@proxy.example', 'proxy http://•••@proxy.example'],
	['one with an @ in it', 'proxy http://ann:p@ss@proxy.example', 'proxy http://•••@proxy.example'],
	['a signature', `GET /a?${SIGNED}&x-id=1`, 'GET /a?X-Amz-Signature=•••&x-id=1'],
	['an encoded one', 'X-Amz-Security-Token%3DFwoGZXIvYXdz%2F', 'X-Amz-Security-Token%3D•••'],
])('%s does not get out', (_, text, expected) => {
	expect(outward(text)).toBe(expected);
});

test.each([
	'“secret_santa.pdf” from page “Basic income”',
	'See https://example.com/a@2x.png',
	'The bearer of this letter',
])('ordinary words stay: %s', (text) => {
	expect(outward(text)).toBe(text);
});

test('a secret of this process does not get out, wherever it stands', () => {
	keepSecret('gateway-token-0001');
	expect(outward('You sent “gateway-token-0001”, twice: gateway-token-0001')).not.toContain('0001');
	fc.assert(
		fc.property(fc.nat(3_000), (at) => {
			const text = `${'x'.repeat(at)}gateway-token-0001${'y'.repeat(3_000)}`;
			expect(outward(text)).not.toContain('gateway-token');
		}),
		{ seed: 1, numRuns: 100 },
	);
});

test('nor does its beginning, where a text that is full of it is cut', () => {
	const secret = 'opaque-refresh-token-0123456789';
	keepSecret(secret);
	for (let more = 0; more < secret.length; more++) {
		const text = 'y'.repeat(more) + secret.repeat(1_000);
		expect(outward(text).replaceAll('•••', '')).toMatch(/^[y•]*…$/);
	}
});

test('nor one that is longer than all that is shown', () => {
	const secret = 'j.w-t'.repeat(4_000);
	keepSecret(secret);
	expect(outward(`You sent ${secret}, which is not valid`)).toBe(
		'You sent •••, which is not valid',
	);
	expect(outward(`${'x'.repeat(1_000)}${secret}`)).toBe(`${'x'.repeat(1_000)}•••`);
});

test('nor the end of one that begins with another', () => {
	keepSecret('old-token-1');
	keepSecret('old-token-1-and-its-successor');
	expect(outward('You sent old-token-1-and-its-successor')).toBe('You sent •••');
});

test('what is no text, or too short to be told from a word, is no secret', () => {
	for (const secret of [undefined, 42, {}, '', 'Notion']) keepSecret(secret);
	expect(outward('Notion says 42')).toBe('Notion says 42');
});

test('whatever is long is cut, in errors as in hints', () => {
	const long = 'n'.repeat(1_000_000);
	expect(outward(long)).toHaveLength(2_000);
	expect(shortName(long)).toHaveLength(120);
	const { message, remedy, description } = new NotionFilesError({
		code: 'fileGone',
		message: long,
		remedy: long,
		notionMessage: long,
	});
	expect([message.length, remedy?.length]).toEqual([2_000, 2_000]);
	expect(description.length).toBeLessThan(4_000);
});

test('a message has no markup: n8n shows it as HTML', () => {
	const { message } = new NotionFilesError({
		code: 'notShared',
		message: 'Cannot find page “<a href="//evil.example" style="position:fixed">Click</a>”',
	});
	expect(message).not.toMatch(/[<>]/);
	expect(message).toContain('Click');
});

test('what nobody foresaw keeps its own words', () => {
	const error = unexpected(new TypeError('x is not a function'), 'reading from Notion');
	expect(error).toMatchObject({
		code: 'unexpected',
		message:
			'Something unexpected happened while reading from Notion (TypeError: x is not a function)',
		cause: expect.any(TypeError),
	});
	const ours = new NotionFilesError({ code: 'fileGone', message: 'Gone' });
	expect(unexpected(ours, 'reading')).toBe(ours);
});

test('a proxy that is no URL is named by its variable, without its password', () => {
	const env = { HTTPS_PROXY: 'http://ann:pass word@proxy:x' };
	expect(() => proxiesOf(env)).toThrow('environment variable HTTPS_PROXY is not a valid URL');
	expect(() => proxiesOf(env)).not.toThrow('pass');
});

test('a proxy may be host and port alone, as for curl', () => {
	const httpsProxy = 'http://proxy.example.com:3128';
	expect(proxiesOf({ HTTPS_PROXY: 'proxy.example.com:3128' })).toMatchObject({ httpsProxy });
});

test.each(['socks5', 'socks', 'ftp'])('a proxy of another kind is refused: %s', (kind) => {
	const env = { ALL_PROXY: `${kind}://ann:password@proxy:1080` };
	expect(() => proxiesOf(env)).toThrow(`environment variable ALL_PROXY begins with ${kind}:`);
	expect(() => proxiesOf(env)).not.toThrow('password');
});

test('no character is cut in half, and no half gets out: many programs refuse JSON with one', () => {
	for (const before of ['', 'a']) {
		const smileys = before + '😀'.repeat(2_000);
		for (const told of [outward(smileys), outward(shortName(smileys)), outward(smileys, 7)]) {
			expect(told).toMatch(/^a?(?:😀)+…$/u);
		}
	}
	expect(outward('a\uD83Db\uDE00c')).toBe('abc');
});

test.each([
	['a line of its own in a log', 'a\nNotion Files: b\u2028c', 'a Notion Files: b c'],
	['a command to a terminal', '\u001b[2J\u009b31mred\u0007\u007f', '[2J31mred'],
	['another order of the words', '\u202Egpj.exe\u2066', 'gpj.exe'],
])('a name cannot be %s', (_, name, expected) => {
	expect(shortName(name)).toBe(expected);
	expect(cannotBe(name, 'Mode', '').message).toBe(`“Mode” cannot be “${expected}”`);
});

test('what servers say has no commands to a terminal; a stack keeps its lines', () => {
	expect(outward('\u001b]0;evil\u0007Gone\n\tat x (y.js:1)\u009c')).toBe(
		']0;evilGone\n\tat x (y.js:1)',
	);
	expect(outward('ntn_12345\u00006789abc')).toBe('ntn_•••');
});
