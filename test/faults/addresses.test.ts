import { startSandbox, type Sandbox } from '../sandbox';
import { proveTable } from './prove/proveTable';
import { fetchLinks } from './scene/fetchLinks';
import { forbiddenAddresses, reachableAddresses } from './tables/addresses';
import { guard } from './tables/guard';

proveTable(guard);

const CONTENT = '%PDF-1.7 secret of the house';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ token: 'ntn_faults_addresses' });
	sandbox.external.serve('/file.pdf', { content: CONTENT });
});

afterAll(async () => await sandbox.close());

const linkTo = (host: string): string =>
	`http://${host.replace('PORT', new URL(sandbox.external.origin).port)}/file.pdf`;

describe('Addresses that are not on the public Internet', () => {
	let outcomes: unknown[] = [];

	beforeAll(async () => {
		outcomes = await fetchLinks(
			sandbox,
			forbiddenAddresses.map(({ host }) => linkTo(host)),
		);
	});

	test.each(forbiddenAddresses.map((address, index) => ({ ...address, index })))(
		'$host is not asked ($what)',
		({ index }) => expect(outcomes[index]).toBe('addressNotAllowed'),
	);

	test('none of them was connected to', () => {
		expect(sandbox.requestsTo('external')).toEqual([]);
	});
});

test.each(reachableAddresses)(
	'%s is asked when private networks are allowed, so it is the guard that refuses it',
	async (host) => {
		const allowPrivateNetworkDownloads = true;
		const outcomes = await fetchLinks(sandbox, [linkTo(host)], { allowPrivateNetworkDownloads });
		expect(outcomes).toEqual([CONTENT.length]);
	},
);
