import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import fc from 'fast-check';
import {
	addressInHost,
	isKnownAsPrivate,
	isPublicAddress,
	publicOnly,
} from '../../../nodes/NotionFiles/download/addressGuard';

describe('an address on the public Internet passes', () => {
	test.each([
		['IPv4', ['1.1.1.1', '8.8.8.8', '52.218.1.1', '9.255.255.255', '11.0.0.0', '126.255.255.255']],
		['just below and above private ranges', ['172.15.255.255', '172.32.0.0', '192.167.255.255']],
		['just above others', ['128.0.0.0', '100.63.255.255', '100.128.0.0', '169.253.255.255']],
		[
			'and others',
			['169.255.0.0', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255'],
		],
		['IPv6', ['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2600:1f18::1', '2400:cb00::1']],
		['IPv4 in IPv6', ['::ffff:8.8.8.8', '::ffff:808:808', '0:0:0:0:0:ffff:808:808']],
	])('%s', (_, addresses) => {
		expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
	});
});

describe('an address elsewhere is refused', () => {
	test.each([
		['this host (0/8)', ['0.0.0.0', '0.0.0.1', '0.255.255.255']],
		['private (10/8)', ['10.0.0.0', '10.1.2.3', '10.255.255.255']],
		['carrier-grade NAT (100.64/10)', ['100.64.0.0', '100.100.100.200', '100.127.255.255']],
		['loopback (127/8)', ['127.0.0.0', '127.0.0.1', '127.255.255.255']],
		['link-local, clouds’ metadata (169.254/16)', ['169.254.0.0', '169.254.169.254']],
		['private (172.16/12)', ['172.16.0.0', '172.17.0.1', '172.31.255.255']],
		['protocol assignments (192.0.0/24)', ['192.0.0.0', '192.0.0.192', '192.0.0.255']],
		['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.255']],
		['6to4 relays (192.88.99/24)', ['192.88.99.1']],
		['private (192.168/16)', ['192.168.0.0', '192.168.1.1', '192.168.255.255']],
		['benchmarking (198.18/15)', ['198.18.0.0', '198.19.255.255']],
		['multicast (224/4)', ['224.0.0.1', '239.255.255.255']],
		['reserved (240/4)', ['240.0.0.0', '250.1.1.1', '255.255.255.254']],
		['broadcast', ['255.255.255.255']],
		['unspecified (::)', ['::', '0:0:0:0:0:0:0:0']],
		['IPv6 loopback', ['::1', '0:0:0:0:0:0:0:1']],
		['mapped loopback', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:127.0.0.1']],
		['mapped private', ['::ffff:10.0.0.1', '::ffff:192.168.1.1', '::ffff:a9fe:a9fe']],
		['mapped unspecified', ['::ffff:0.0.0.0', '::ffff:0:0']],
		['IPv4-compatible', ['::127.0.0.1', '::7f00:1', '::10.0.0.1', '::a9fe:a9fe']],
		['translated (::ffff:0:0:0/96)', ['::ffff:0:127.0.0.1', '::ffff:0:7f00:1']],
		['NAT64 (64:ff9b::/96)', ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::8.8.8.8']],
		['local NAT64 (64:ff9b:1::/48)', ['64:ff9b:1::7f00:1', '64:ff9b:1:ffff::1']],
		['discard (100::/64)', ['100::1']],
		['dummy prefix (100:0:0:1::/64)', ['100:0:0:1::1']],
		['Teredo (2001::/32)', ['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2']],
		['benchmarking (2001:2::/48)', ['2001:2::1']],
		['ORCHID (2001:10::/28, 2001:20::/28)', ['2001:10::1', '2001:20::1']],
		['documentation (2001:db8::/32, 3fff::/20)', ['2001:db8::1', '3fff::1', '3fff:fff::1']],
		['6to4 (2002::/16)', ['2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1']],
		['segment routing (5f00::/16)', ['5f00::1']],
		['unique local (fc00::/7)', ['fc00::1', 'fd00:ec2::254', 'fdff:ffff::1']],
		['link-local (fe80::/10)', ['fe80::1', 'febf::1', 'fe80::1%eth0', 'fe80::a9fe:a9fe%1']],
		['site-local (fec0::/10)', ['fec0::1', 'feff::1']],
		['IPv6 multicast (ff00::/8)', ['ff00::1', 'ff02::1', 'ff0e::1']],
		['not assigned (outside 2000::/3)', ['1::1', '200::1', '4000::1', '8000::1', 'e000::1']],
		['Azure’s platform', ['168.63.129.16', '::ffff:168.63.129.16', '::ffff:a83f:8110']],
		[
			'not an address',
			['', ' ', 'localhost', 'example.com', '1.2.3.4.5', '256.1.1.1', '::g', '8.8.8.8/0'],
		],
		[
			'odd spellings of loopback',
			['127.1', '2130706433', '0x7f000001', '017700000001', '0177.0.0.1'],
		],
	])('%s', (_, addresses) => {
		expect(addresses.filter(isPublicAddress)).toEqual([]);
	});
});

test('any text is judged without an exception', () => {
	const piece = fc.oneof(
		fc.constantFrom('::', ':', '.', '/', '%', 'ffff', '127', '0x', '0', '1e3', '-1', '[', ']', ' '),
		fc.string({ maxLength: 3 }),
		fc.nat().map(String),
	);
	const text = fc.oneof(
		fc.string(),
		fc.ipV4Extended(),
		fc.ipV6(),
		fc.array(piece).map((pieces) => pieces.join('')),
	);
	fc.assert(
		fc.property(text, (address) => {
			expect(typeof isPublicAddress(address)).toBe('boolean');
		}),
		{ numRuns: 1_000 },
	);
});

// Random choice would find none of these among four billion.
const NAMED = fc.constantFrom('168.63.129.16', '169.254.169.254', '100.100.100.200', '127.0.0.1');

test('IPv4 is judged the same in any IPv6 form', () => {
	fc.assert(
		fc.property(fc.oneof(fc.ipV4(), NAMED), (address) => {
			const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
			const hex = `${(256 * a + b).toString(16)}:${(256 * c + d).toString(16)}`;
			for (const clothed of [`::ffff:${address}`, `::ffff:${hex}`, `0:0:0:0:0:FFFF:${hex}`]) {
				expect(isPublicAddress(clothed)).toBe(isPublicAddress(address));
			}
		}),
		{ numRuns: 500 },
	);
});

test.each([
	['http://127.0.0.1:4000/x', '127.0.0.1'],
	['http://2130706433/', '127.0.0.1'],
	['http://0x7f.1/', '127.0.0.1'],
	['http://017700000001/', '127.0.0.1'],
	['http://127。0。0。1/', '127.0.0.1'],
	['http://%31%32%37.1/', '127.0.0.1'],
	['http://[::1]:80/', '::1'],
	['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
	['http://localhost/', undefined],
	['http://127.0.0.1.example.com/', undefined],
	['http://example.com/[::1]', undefined],
])('the host of %s is the address %s', (url, expected) => {
	expect(addressInHost(new URL(url))).toBe(expected);
});

interface Answer {
	error: (Error & { code?: string }) | null;
	address: string | LookupAddress[];
	family: number | undefined;
}

/** The result of the guarded lookup if the network’s own finds these, and how that was called. */
async function lookUp(
	found: string | string[] | Error,
	options: LookupOptions = {},
): Promise<Answer & { asked: LookupOptions }> {
	let asked: LookupOptions = {};
	const network: LookupFunction = (_, wanted, callback) => {
		asked = wanted;
		if (found instanceof Error) return callback(found, []);
		if (typeof found === 'string') return callback(null, found, isIP(found));
		callback(
			null,
			found.map((address) => ({ address, family: isIP(address) })),
		);
	};
	return await new Promise((resolve) => {
		publicOnly(network)('files.example.com', options, (error, address, family) =>
			resolve({ error, address, family, asked }),
		);
	});
}

describe('behind a proxy, a name is refused', () => {
	test.each([
		['that leads only to a private address', ['10.0.0.1'], true],
		['that leads to a public and a private one', ['8.8.8.8', '10.0.0.1'], true],
		['that also leads to the platform of Azure', ['8.8.8.8', '::ffff:168.63.129.16'], true],
		['not: all its addresses are public', ['8.8.8.8', '2606:4700::1111'], false],
		['not: only the proxy knows it', [], false],
	])('%s', async (_, addresses, refused) => {
		const lookup = async () => await Promise.resolve(addresses.map((address) => ({ address })));
		expect(await isKnownAsPrivate('files.example.com', lookup)).toBe(refused);
	});

	test('not: it cannot be looked up here', async () => {
		const lookup = async () => await Promise.reject(new Error('getaddrinfo ENOTFOUND'));
		expect(await isKnownAsPrivate('files.example.com', lookup)).toBe(false);
	});
});

describe('a guarded lookup', () => {
	const mixed = ['10.0.0.1', '8.8.8.8', '::1', '2606:4700::1111', '::ffff:127.0.0.1'];

	test('returns the public addresses of a mixed answer, in their order', async () => {
		const { error, address } = await lookUp(mixed, { all: true });
		expect(error).toBeNull();
		expect(address).toEqual([
			{ address: '8.8.8.8', family: 4 },
			{ address: '2606:4700::1111', family: 6 },
		]);
	});

	test('returns the first of them if one is requested', async () => {
		expect(await lookUp(mixed)).toMatchObject({ error: null, address: '8.8.8.8', family: 4 });
	});

	test.each([[['127.0.0.1', 'fd00::1']], [[]], ['169.254.169.254']])(
		'refuses a name without a public address: %j',
		async (found) => {
			for (const all of [true, false]) {
				const { error, address } = await lookUp(found, { all });
				expect(error).toMatchObject({ code: 'addressNotAllowed' });
				expect(error?.message).toContain('“files.example.com”');
				expect(address).toEqual([]);
			}
		},
	);

	test('understands a lookup that returns a single address', async () => {
		expect(await lookUp('8.8.8.8')).toMatchObject({ error: null, address: '8.8.8.8', family: 4 });
		expect((await lookUp('2606:4700::1111', { all: true })).address).toEqual([
			{ address: '2606:4700::1111', family: 6 },
		]);
	});

	test('passes on errors', async () => {
		const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
		expect((await lookUp(error)).error).toBe(error);
	});

	test('asks for all addresses, and otherwise passes on its options', async () => {
		const { asked } = await lookUp(mixed, { family: 6, hints: 32 });
		expect(asked).toEqual({ family: 6, hints: 32, all: true });
	});
});
