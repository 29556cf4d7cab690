import type { ServerName } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import type { CertificateKind } from '../scene/certificates';
import { doorsOf, throughDoor } from '../scene/doorsOf';
import { FEW, HOSTED } from '../scene/places';
import type { Scene, SceneOptions } from '../scene/scene';
import { spoil, type Provoke } from '../scene/spoil';
import { welcomes, type Welcome } from '../scene/welcomes';

/** Everything is encrypted, with certificates of an authority that the tests trust. */
const ENCRYPTED: SceneOptions = { doors: true, certificate: 'good', places: FEW };
const IN_STORAGE = FEW.filter((place) => HOSTED.includes(place)).length;

const REFUSED: ReadonlyArray<{ kind: CertificateKind; words: string; says: RegExp }> = [
	{ kind: 'selfSigned', words: 'that is self-signed', says: /does not trust it/ },
	{ kind: 'unknownAuthority', words: 'from an unknown authority', says: /does not trust it/ },
	{ kind: 'expired', words: 'that has expired', says: /it has expired/ },
	{ kind: 'notYetValid', words: 'that is not valid yet', says: /it is not valid yet/ },
	{
		kind: 'otherHost',
		words: 'for another host name',
		says: /it was issued for another host name/,
	},
];

/** The page, its content and its comments. */
const READS_AT_ONCE = 3;

const certificates: readonly Row[] = [
	...REFUSED.map(({ kind, words, says }) => ({
		name: `A file host has a certificate ${words}, which is not retried`,
		scene: { ...ENCRYPTED, certificate: kind },
		provoke: () => {},
		expect: failing('connectionFailed', { says }),
		arrivals: { storage: IN_STORAGE, external: 1 },
		counts: notAsked('storage', 'external'),
	})),
	...REFUSED.filter(({ kind }) => kind === 'unknownAuthority' || kind === 'expired').map(
		({ kind, words, says }) => ({
			name: `Notion’s API has a certificate ${words}`,
			scene: { ...ENCRYPTED, certificate: kind },
			provoke: () => {},
			credential: throughDoor,
			expect: { files: 'missing' as const, also: [{ code: 'notionUnavailable' as const, says }] },
			counts: notAsked('api'),
			arrivals: { api: { atMost: READS_AT_ONCE } },
		}),
	),
];

const HANDSHAKES: ReadonlyArray<{ words: string; how: Welcome }> = [
	{ words: 'resets the connection in the handshake', how: welcomes.resetWhenAsked },
	{ words: 'closes the connection in the handshake', how: welcomes.closeWhenAsked },
	{ words: 'closes the connection in the middle of the handshake', how: welcomes.halfHandshake },
	{ words: 'refuses the handshake', how: welcomes.refusedHandshake },
	{ words: 'speaks plain HTTP where https is expected', how: welcomes.plainHttp },
	{ words: 'never answers the handshake', how: welcomes.silence },
	{ words: 'sends a byte that is changed in transit', how: welcomes.garbled },
];

/** As many of these connections as there are files may hit one of them by chance. */
const PATIENT: Row['options'] = { retries: 20, stallTimeout: 1 };

function atHosts(times: number, how: Welcome): Provoke {
	return (scene) => {
		const { storage, external } = doorsOf(scene);
		storage.welcome(IN_STORAGE * times, how);
		external.welcome(times, how);
	};
}

const handshakes: readonly Row[] = [
	...HANDSHAKES.map(({ words, how }) => ({
		name: `An https file host ${words}, twice`,
		scene: ENCRYPTED,
		provoke: atHosts(2, how),
		expect: whole,
		options: PATIENT,
	})),
	// One in the handshake, one of encryption itself, one after it.
	...HANDSHAKES.filter(({ how }) =>
		[welcomes.closeWhenAsked, welcomes.plainHttp, welcomes.garbled].includes(how),
	).map(({ words, how }) => ({
		name: `An https file host ${words}, every time`,
		scene: ENCRYPTED,
		provoke: atHosts(Infinity, how),
		expect: failing('connectionFailed', { says: /failed \([A-Z\d_/]+\)$/ }),
		options: { retries: 1, stallTimeout: 1 },
		arrivals: { storage: IN_STORAGE * 2, external: 2 },
	})),
];

const notion: readonly Row[] = [
	...HANDSHAKES.filter(({ how }) =>
		[welcomes.resetWhenAsked, welcomes.plainHttp].includes(how),
	).map(({ words, how }) => ({
		name: `Notion’s API, over https, ${words}, three times`,
		scene: ENCRYPTED,
		provoke: (scene: Scene) => doorsOf(scene).api.welcome(3, how),
		credential: throughDoor,
		expect: whole,
	})),
	{
		name: 'Notion’s API, over https, refuses the handshake, every time',
		scene: ENCRYPTED,
		provoke: (scene) => doorsOf(scene).api.welcome(Infinity, welcomes.refusedHandshake),
		credential: throughDoor,
		expect: { files: 'missing', also: [{ code: 'notionUnavailable' }] },
	},
];

/** The file itself, at a path of its own on the external site. */
function moved({ sandbox, ...scene }: Scene): { from: string; path: string } {
	const { path: from, content } = scene.file('external');
	const path = '/real/file.pdf';
	sandbox.external.serve(path, { content });
	return { from, path };
}

const good: readonly Row[] = [
	{
		name: 'All hosts, and Notion’s API, speak https with certificates from a trusted authority',
		scene: { doors: true, certificate: 'good' },
		provoke: () => {},
		credential: throughDoor,
		expect: whole,
		options: { retries: 0 },
	},
	{
		name: 'All hosts speak https, and the connection breaks in the middle of the file, three times',
		scene: ENCRYPTED,
		provoke: spoil({ type: 'truncate', at: 'middle' }, { times: 3 }),
		expect: whole,
	},
	{
		name: 'A link redirects from https to http and back to https',
		scene: ENCRYPTED,
		provoke: (scene) => {
			const { from, path } = moved(scene);
			const { external } = scene.sandbox;
			external.redirect(from, `${doorsOf(scene).external.behind}/plain`);
			external.redirect('/plain', external.url(path));
		},
		expect: whole,
		counts: [{ server: 'external', exactly: 3 }],
	},
	{
		name: 'Notion’s storage redirects to a private address over https, and that is not allowed',
		scene: { ...ENCRYPTED, places: ['cover', 'block'] },
		provoke: (scene) => {
			for (const { path } of scene.files) {
				const location = doorsOf(scene).external.origin;
				const fault = { type: 'status', status: 302, headers: { location } } as const;
				scene.sandbox.faults.add({ on: { server: 'storage', path }, times: 'forever', fault });
			}
		},
		credential: () => ({ allowPrivateNetworkDownloads: false }),
		expect: failing('addressNotAllowed'),
		arrivals: { external: 0 },
	},
];

export const tls: Table = {
	title: 'Encrypted connections (TLS)',
	rows: [...certificates, ...handshakes, ...notion, ...good],
};

function notAsked(...servers: readonly ServerName[]): Row['counts'] {
	return servers.map((server) => ({ server, exactly: 0 }));
}
