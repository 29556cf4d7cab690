import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { block, file, property, type Sandbox } from '../sandbox';
import { buildTeamHandbook } from '../sandbox/teamHandbook';
import { names } from '../harness/notionFiles';
import { locator } from '../harness/notionFilesWorkflow';
import { connected, runWithOAuth2 } from '../harness/oauth2';
import { filesOf, runNode, sandbox, useSandbox } from '../harness/useSandbox';

useSandbox();

const pageFiles = (id: string) => ({
	operation: 'getPageFiles',
	pageId: locator('id', id),
	options: { retries: 0 },
});

/** All that an execution leaves on the disk, file contents included. */
function leftOnDisk(): string {
	const folder = process.env.N8N_USER_FOLDER ?? '';
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
		.join('\n');
}

/** All that is written to the standard output until the end. */
function captureOutput(): { lines: string[]; end: () => void } {
	const lines: string[] = [];
	const capture = jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
		lines.push(String(line));
		return true;
	});
	return { lines, end: () => capture.mockRestore() };
}

/** All of it, errors with their causes and getters included. */
function everything(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null || seen.has(value)) return String(value);
	seen.add(value);
	return Object.getOwnPropertyNames(value)
		.map((key) => `${key}: ${everything((value as Record<string, unknown>)[key], seen)}`)
		.join('\n');
}

test.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
	'neither the token nor a signed link is in anything that an execution leaves behind (%s)',
	async (onError) => {
		const handbook = buildTeamHandbook(sandbox);
		const { lines, end } = captureOutput();
		sandbox.faults.add({
			on: { server: 'storage', path: '.mp4' },
			fault: { type: 's3Error', status: 404, code: 'NoSuchKey', message: 'gone' },
		});
		sandbox.faults.add({
			on: { server: 'storage', path: '.zip' },
			fault: { type: 'reset', at: 'middle' },
		});
		const result = await runNode(pageFiles(handbook.page.id), {
			node: { onError },
		});
		end();
		const all = [everything(result.run), JSON.stringify(result.run), leftOnDisk(), ...lines].join(
			'\n',
		);
		expect(all).toContain('onboarding.mp4');
		expect(all).not.toContain(sandbox.token);
		expect(all).not.toMatch(/X-Amz-(Signature|Credential|Security-Token)/i);
	},
);

test('a failing Notion does not make the token appear either', async () => {
	const page = sandbox.workspace.addPage({ title: 'P', shared: false });
	const result = await runNode(pageFiles(page.id));
	expect(everything(result.run)).toContain('not shared');
	expect(everything(result.run)).not.toContain(sandbox.token);
});

test.each<[string, (at: Sandbox) => void]>([
	['is renewed', ({ oauth }) => oauth.expireAccessToken()],
	['is gone for good', ({ oauth }) => oauth.disconnect()],
	[
		// n8n's own error about it quotes the beginning of the answer, tokens included.
		'arrives in an answer that breaks off',
		({ oauth, faults }) => {
			oauth.expireAccessToken();
			const on = { server: 'api', path: '/v1/oauth/token' } as const;
			faults.add({ on, times: 'forever', fault: { type: 'truncatedJson' } });
		},
	],
])('nothing of OAuth is in what an execution leaves behind if access %s', async (_, spoil) => {
	const page = sandbox.workspace.addPage({ title: 'P', children: [block.image('data:,x')] });
	const credential = connected(sandbox);
	spoil(sandbox);
	const { lines, end } = captureOutput();
	const result = await runWithOAuth2(pageFiles(page.id), credential);
	end();
	const all = [everything(result.run), leftOnDisk(), ...lines].join('\n');
	expect(all).toContain(page.id);
	const { clientId, clientSecret } = sandbox.settings.oauth;
	const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	const found = [...sandbox.oauth.secrets, clientSecret, basic].filter((one) => all.includes(one));
	expect(found).toEqual([]);
	expect(sandbox.oauth.secrets.length).toBeGreaterThan(1);
});

const HOSTILE_NAMES = [
	'../../../etc/passwd',
	'..\\..\\windows\\system32\\drivers',
	'/absolute',
	'con.txt',
	'a\u0000b.png',
	'evil\u202Egnp.exe',
	'name\r\nInjected: header.png',
	`${'very long '.repeat(200)}.pdf`,
	'👩‍👩‍👧‍👦'.repeat(100) + '.png',
	'__proto__',
	'{{ $json.secret }}',
	'=1+1.csv',
	'   ',
	'...',
	'%2e%2e%2fescaped.png',
	'\ud800lonely.png',
];

test('hostile names, captions and properties come out as safe names and paths', async () => {
	const { workspace } = sandbox;
	const uploads = HOSTILE_NAMES.map((name, n) =>
		file.named(
			name,
			workspace.upload({ name: `u${n}.bin`, content: `bytes ${n}`, contentType: null }),
		),
	);
	const page = workspace.addPage({
		title: '../<script>alert(1)</script>\u202E',
		properties: { '__proto__ ../x': property.files(...uploads), constructor: property.files() },
		children: [
			block.image(workspace.upload({ name: 'a.png', content: 'a' }), { caption: '{{ 1 + 1 }}' }),
		],
	});
	const items = await filesOf(pageFiles(page.id));
	expect(items).toHaveLength(HOSTILE_NAMES.length + 1);
	for (const { json, binary } of items) {
		const path = String(json.path);
		const parts = path.split('/');
		expect(parts).toHaveLength(2);
		for (const part of [...parts, String(json.fileName), String(json.flatName)]) {
			expect(part).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f\u202a-\u202e]|^\.+$|[. ]$/);
			expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
			expect(Buffer.from(part).toString()).toBe(part);
		}
		expect(binary?.data?.fileName).toBe(json.fileName);
		// Not what n8n would take for one in a name with slashes.
		expect(binary?.data?.directory).toBe(parts[0]);
	}
	expect(new Set(items.map(({ json }) => json.path)).size).toBe(items.length);
	expect(names(items)).toContain('{{ $json.secret }}.bin');
});
