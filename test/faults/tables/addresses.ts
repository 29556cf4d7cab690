/** An external link whose host must not be reached while private networks are not allowed. */
export interface ForbiddenAddress {
	/** As in the link; `PORT` is where the sandbox's other site listens. */
	host: string;
	what: string;
}

const IPV4: readonly ForbiddenAddress[] = [
	{ host: '127.0.0.1:PORT', what: 'loopback' },
	{ host: '127.8.9.10:PORT', what: 'loopback, another of it' },
	{ host: '0.0.0.0:PORT', what: 'unspecified, which is loopback on Linux' },
	{ host: '10.0.0.1', what: 'private' },
	{ host: '172.16.0.1', what: 'private' },
	{ host: '172.31.255.254', what: 'private' },
	{ host: '192.168.178.1', what: 'private' },
	{ host: '169.254.169.254', what: 'link-local: the metadata of cloud machines' },
	{ host: '100.64.0.1', what: 'carrier-grade NAT' },
	{ host: '192.0.0.192', what: 'protocol assignments: the metadata of Oracle’s cloud' },
	{ host: '198.18.0.1', what: 'benchmarking' },
	{ host: '224.0.0.1', what: 'multicast' },
	{ host: '240.0.0.1', what: 'reserved' },
	{ host: '255.255.255.255', what: 'broadcast' },
];

const SPELLINGS: readonly ForbiddenAddress[] = [
	{ host: '2130706433:PORT', what: 'loopback as one decimal number' },
	{ host: '0x7f000001:PORT', what: 'loopback as one hexadecimal number' },
	{ host: '0x7f.0.0.1:PORT', what: 'loopback with a hexadecimal part' },
	{ host: '0177.0.0.1:PORT', what: 'loopback with an octal part' },
	{ host: '127.1:PORT', what: 'loopback, shortened' },
	{ host: '127.0.0.1.:PORT', what: 'loopback with a dot at its end' },
	{ host: '１２７.０.０.１:PORT', what: 'loopback in full-width digits' },
	{ host: '127。0。0。1:PORT', what: 'loopback with ideographic full stops' },
	{ host: '%31%32%37.0.0.1:PORT', what: 'loopback, percent-encoded' },
	{ host: 'name:password@127.0.0.1:PORT', what: 'loopback behind a name and a password' },
	{ host: 'example.com@127.0.0.1:PORT', what: 'loopback behind what looks like a host' },
];

const IPV6: readonly ForbiddenAddress[] = [
	{ host: '[::1]:PORT', what: 'loopback' },
	{ host: '[::]:PORT', what: 'unspecified' },
	{ host: '[::ffff:127.0.0.1]:PORT', what: 'loopback, mapped to IPv6' },
	{ host: '[::ffff:7f00:1]:PORT', what: 'loopback, mapped to IPv6 in hexadecimal' },
	{ host: '[::ffff:10.0.0.1]', what: 'private, mapped to IPv6' },
	{ host: '[::127.0.0.1]:PORT', what: 'loopback, compatible with IPv4' },
	{ host: '[::ffff:0:127.0.0.1]:PORT', what: 'loopback, translated to IPv6' },
	{ host: '[64:ff9b::7f00:1]:PORT', what: 'loopback behind NAT64' },
	{ host: '[64:ff9b:1::a00:1]', what: 'private behind a local NAT64' },
	{ host: '[2002:7f00:1::]:PORT', what: 'loopback behind 6to4' },
	{ host: '[2001:0:1::1]', what: 'Teredo' },
	{ host: '[fe80::1]', what: 'link-local' },
	{ host: '[fec0::1]', what: 'site-local' },
	{ host: '[fc00::1]', what: 'unique local' },
	{ host: '[fd00:ec2::254]', what: 'unique local: the metadata of Amazon’s cloud' },
	{ host: '[ff02::1]', what: 'multicast' },
	{ host: '[2001:db8::1]', what: 'documentation' },
];

const NAMES: readonly ForbiddenAddress[] = [
	{ host: 'localhost:PORT', what: 'loopback by its name' },
	{ host: 'LOCALHOST:PORT', what: 'loopback by its name in capitals' },
];

export const forbiddenAddresses: readonly ForbiddenAddress[] = [
	...IPV4,
	...SPELLINGS,
	...IPV6,
	...NAMES,
];

/** Addresses of the sandbox's other site, once private networks are allowed. */
export const reachableAddresses: readonly string[] = [
	'127.0.0.1:PORT',
	'localhost:PORT',
	'0.0.0.0:PORT',
	'2130706433:PORT',
	'[::ffff:127.0.0.1]:PORT',
];
