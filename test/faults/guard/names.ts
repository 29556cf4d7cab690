import dns from 'node:dns';
import { turnClock } from '../../harness/turnClock';
import { startSandbox, type Sandbox } from '../../sandbox';
import { fetchLinks } from '../scene/fetchLinks';

const CONTENT = '%PDF-1.7 secret of the house';

/** Names that were looked up. */
const asked: string[] = [];

/** The answers of the domain name system. */
const answers = new Map<string, ReadonlyArray<string[] | 'EAI_AGAIN'>>();

type Callback = (error: Error | null, addresses: unknown, family?: number) => void;

/** Each further lookup of a name gets its next answer; the last one stays. */
function lookup(name: string, options: { all?: boolean }, callback: Callback): void {
	asked.push(name);
	const [now, ...later] = answers.get(name) ?? [];
	if (now === undefined) return callback(new Error(`ENOTFOUND ${name}`), []);
	if (now === 'EAI_AGAIN') {
		answers.set(name, later);
		return callback(Object.assign(new Error(now), { code: now }), []);
	}
	if (later.length > 0) answers.set(name, later);
	const found = now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
	if (options.all) callback(null, found);
	else callback(null, found[0]?.address, found[0]?.family);
}

/** Links whose host is a name, with a domain name system that answers as it pleases. */
export function proveNames(): void {
	describe('A name that leads into a private network', () => {
		turnClock();
		let sandbox: Sandbox;
		let spy: jest.SpyInstance;
		let link: (name: string) => string;

		beforeAll(async () => {
			sandbox = await startSandbox({ token: 'ntn_faults_names' });
			sandbox.external.serve('/file.pdf', { content: CONTENT });
			link = (name) => `http://${name}:${new URL(sandbox.external.origin).port}/file.pdf`;
			spy = jest.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup);
		});

		afterAll(async () => {
			spy.mockRestore();
			await sandbox.close();
		});

		beforeEach(() => {
			sandbox.journal.clear();
			asked.length = 0;
		});

		test.each([
			['loopback', ['127.0.0.1']],
			['loopback, mapped to IPv6', ['::ffff:127.0.0.1']],
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

		test('is looked up once, so a second answer (rebinding) is never asked for', async () => {
			answers.set('rebind.example.com', [['10.0.0.7'], ['127.0.0.1']]);
			const outcomes = await fetchLinks(sandbox, [link('rebind.example.com')]);
			expect(outcomes).toEqual(['addressNotAllowed']);
			expect(asked).toEqual(['rebind.example.com']);
			expect(sandbox.requestsTo('external')).toEqual([]);
		});

		test('and does not exist is a failed connection', async () => {
			const outcomes = await fetchLinks(sandbox, [link('nowhere.example.com')]);
			expect(outcomes).toEqual(['connectionFailed']);
		});

		test('and cannot be resolved for a moment is looked up again', async () => {
			answers.set('files.example.com', ['EAI_AGAIN', 'EAI_AGAIN', 'EAI_AGAIN', ['127.0.0.1']]);
			const allowed = { allowPrivateNetworkDownloads: true, retries: 3 };
			expect(await fetchLinks(sandbox, [link('files.example.com')], allowed)).toEqual([
				CONTENT.length,
			]);
			expect(asked).toHaveLength(4);
		});
	});
}
