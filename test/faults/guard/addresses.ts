import { startSandbox, type Sandbox } from '../../sandbox';
import { fetchLinks } from '../scene/fetchLinks';
import { forbiddenAddresses, reachableAddresses } from '../tables/addresses';

const CONTENT = '%PDF-1.7 secret of the house';

/** Links to addresses that are not on the public Internet, in all their spellings. */
export function proveAddresses(): void {
	describe('Addresses that are not on the public Internet', () => {
		let sandbox: Sandbox;
		let outcomes: unknown[] = [];

		const linksTo = (hosts: readonly string[]): string[] => {
			const { port } = new URL(sandbox.external.origin);
			return hosts.map((host) => `http://${host.replace('PORT', port)}/file.pdf`);
		};

		beforeAll(async () => {
			sandbox = await startSandbox({ token: 'ntn_faults_addresses' });
			sandbox.external.serve('/file.pdf', { content: CONTENT });
			outcomes = await fetchLinks(sandbox, linksTo(forbiddenAddresses.map(({ host }) => host)));
		});

		afterAll(async () => await sandbox.close());

		test.each(forbiddenAddresses.map((address, index) => ({ ...address, index })))(
			'$host is not asked ($what)',
			({ index }) => expect(outcomes[index]).toBe('addressNotAllowed'),
		);

		test('none of them was connected to, though some can be reached: it is the guard that refuses', async () => {
			expect(sandbox.requestsTo('external')).toEqual([]);
			const links = linksTo(reachableAddresses);
			const reached = await fetchLinks(sandbox, links, { allowPrivateNetworkDownloads: true });
			expect(reached).toEqual(links.map(() => CONTENT.length));
			sandbox.journal.clear();
		});
	});
}
