import dns from 'node:dns';
import { startSandbox, type Sandbox } from '../sandbox';
import { fetchLinks } from './scene/fetchLinks';

const CONTENT = '%PDF-1.7 secret of the house';

/** What the domain name system says, for the names of these tests. */
const answers = new Map<string, readonly string[][]>();

let sandbox: Sandbox;
let link: (name: string) => string;

beforeAll(async () => {
	sandbox = await startSandbox({ token: 'ntn_faults_names' });
	sandbox.external.serve('/file.pdf', { content: CONTENT });
	link = (name) => `http://${name}:${new URL(sandbox.external.origin).port}/file.pdf`;
	jest.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup);
});

afterAll(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

afterEach(() => sandbox.journal.clear());

type Callback = (error: Error | null, addresses: unknown, family?: number) => void;

/** Each further lookup of a name gets its next answer; the last one stays. */
function lookup(name: string, options: { all?: boolean }, callback: Callback): void {
	const [now, ...later] = answers.get(name) ?? [];
	if (now === undefined) return callback(new Error(`ENOTFOUND ${name}`), []);
	if (later.length > 0) answers.set(name, later);
	const found = now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
	if (options.all) callback(null, found);
	else callback(null, found[0]?.address, found[0]?.family);
}

describe('A name that leads into a private network', () => {
	test.each([
		['loopback', ['127.0.0.1']],
		['a private address', ['10.0.0.7']],
		['loopback in IPv6', ['::1']],
		['loopback, mapped to IPv6', ['::ffff:127.0.0.1']],
		['the metadata of cloud machines', ['169.254.169.254']],
		['several private addresses', ['192.168.0.1', 'fd00::1', '127.0.0.1']],
	])('is not followed: %s', async (_, addresses) => {
		answers.set('files.example.com', [addresses]);
		expect(await fetchLinks(sandbox, [link('files.example.com')])).toEqual(['addressNotAllowed']);
		expect(sandbox.requestsTo('external')).toEqual([]);
	});

	test('is followed when private networks are allowed', async () => {
		answers.set('files.example.com', [['127.0.0.1']]);
		const allowed = { allowPrivateNetworkDownloads: true };
		const outcomes = await fetchLinks(sandbox, [link('files.example.com')], allowed);
		expect(outcomes).toEqual([CONTENT.length]);
	});

	test('gains nothing from answering with a public address first (rebinding)', async () => {
		// Nobody answers at the public address, here without a network; the second answer is the attack.
		answers.set('rebind.example.com', [['192.0.43.8'], ['127.0.0.1']]);
		const [outcome] = await fetchLinks(sandbox, [link('rebind.example.com')], { retries: 2 });
		expect(['addressNotAllowed', 'connectionFailed']).toContain(outcome);
		expect(sandbox.requestsTo('external')).toEqual([]);
	});

	test('is asked for once when it does not exist, again, and then named', async () => {
		const [outcome] = await fetchLinks(sandbox, [link('nowhere.example.com')]);
		expect(outcome).toBe('connectionFailed');
	});
});
