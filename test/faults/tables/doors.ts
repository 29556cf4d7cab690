import { failing, whole, type Expectation, type Row, type Table } from '../row';
import { doorsOf, throughDoor } from '../scene/doorsOf';
import { FEW, HOSTED } from '../scene/places';
import type { Scene } from '../scene/scene';
import type { Provoke } from '../scene/spoil';
import { welcomes, type Welcome } from '../scene/welcomes';

interface Kind {
	words: string;
	how: Welcome;
}

/** The files of most rows, and where they are. */
const SCENE = { doors: true, places: FEW } as const;
const IN_STORAGE = FEW.filter((place) => HOSTED.includes(place)).length;

const AT_HOSTS: readonly Kind[] = [
	{ words: 'resets the connection as soon as it is open', how: welcomes.reset },
	{ words: 'closes the connection as soon as it is open', how: welcomes.close },
	{ words: 'resets the connection after the request', how: welcomes.resetWhenAsked },
	{ words: 'closes the connection after the request', how: welcomes.closeWhenAsked },
	{ words: 'closes the connection in the middle of the response headers', how: welcomes.halfHead },
	{ words: 'speaks a protocol other than HTTP', how: welcomes.otherProtocol },
	{ words: 'sends endless response headers', how: welcomes.endlessHead },
	{ words: 'answers with an invalid status', how: welcomes.strangeStatus },
	{ words: 'announces two different lengths', how: welcomes.twoLengths },
	{ words: 'announces an invalid length', how: welcomes.strangeLength },
	{ words: 'announces both a length and chunks', how: welcomes.lengthAndChunks },
	{ words: 'sends an invalid chunk', how: welcomes.strangeChunk },
	{ words: 'accepts the connection and stays silent', how: welcomes.silence },
];

/** One before a request, one in place of an answer, and one that n8n's time limit ends. */
const FOR_GOOD = AT_HOSTS.filter(({ how }) =>
	[welcomes.close, welcomes.strangeStatus, welcomes.silence].includes(how),
);

/**
 * The same at Notion, one for each stage: another client is at work there, with the same parser. Its
 * silence has a table of its own.
 */
const AT_NOTION = AT_HOSTS.filter(({ how }) =>
	[welcomes.reset, welcomes.closeWhenAsked, welcomes.halfHead, welcomes.strangeChunk].includes(how),
);

/** As many of these connections as there are files may hit one of them by chance. */
const PATIENT: Row['options'] = { retries: 20, stallTimeout: 1 };

const HASTY: Row['options'] = { retries: 1, stallTimeout: 1 };

function atHosts(times: number, how: Welcome): Provoke {
	return (scene) => {
		const { storage, external } = doorsOf(scene);
		storage.welcome(IN_STORAGE * times, how);
		external.welcome(times, how);
	};
}

const hosts: readonly Row[] = [
	...AT_HOSTS.map(({ words, how }) => ({
		name: `A file host ${words}, twice`,
		scene: SCENE,
		provoke: atHosts(2, how),
		expect: whole,
		options: PATIENT,
	})),
	...FOR_GOOD.map(({ words, how }) => ({
		name: `A file host ${words}, every time`,
		scene: SCENE,
		provoke: atHosts(Infinity, how),
		expect: failing('connectionFailed'),
		options: HASTY,
		arrivals: { storage: IN_STORAGE * 2, external: 2 },
	})),
];

const unread: Expectation = { files: 'missing', also: [{ code: 'notionUnavailable' }] };

const notion: readonly Row[] = [
	...AT_NOTION.map(({ words, how }) => ({
		name: `Notion’s API ${words}, three times`,
		scene: SCENE,
		provoke: (scene: Scene) => doorsOf(scene).api.welcome(3, how),
		credential: throughDoor,
		expect: whole,
	})),
	{
		name: 'Notion’s API closes the connection in the middle of the response headers, every time',
		scene: SCENE,
		provoke: (scene) => doorsOf(scene).api.welcome(Infinity, welcomes.halfHead),
		credential: throughDoor,
		expect: unread,
	},
];

const refused: readonly Row[] = [
	{
		name: 'The file hosts refuse connections',
		scene: SCENE,
		provoke: async (scene) => {
			await Promise.all([doorsOf(scene).storage.shut(), doorsOf(scene).external.shut()]);
		},
		expect: failing('connectionFailed', { says: /ECONNREFUSED/ }),
		options: HASTY,
	},
	{
		name: 'Notion’s API refuses connections',
		scene: SCENE,
		provoke: async (scene) => await doorsOf(scene).api.shut(),
		credential: throughDoor,
		expect: unread,
	},
];

/** Connections that nobody answers, as behind a firewall that drops packets. */
const deaf: readonly Row[] = [
	{
		name: 'The first packet to the file hosts is dropped, for a while',
		scene: { ...SCENE, deaf: ['storage', 'external'] },
		provoke: ({ clock, deafDoors: { storage, external } }) => {
			const listen = () => [storage, external].forEach((door) => door?.listen());
			void clock.waitsBegun(FEW.length).then(listen);
		},
		expect: whole,
		options: PATIENT,
	},
	{
		name: 'The first packet to the file hosts is dropped, every time',
		scene: { ...SCENE, deaf: ['storage', 'external'] },
		provoke: () => {},
		expect: failing('connectionFailed', { says: /UND_ERR_CONNECT_TIMEOUT/ }),
		options: HASTY,
		arrivals: { storage: 0, external: 0 },
	},
];

const others: readonly Row[] = [
	{
		name: 'A host sends early hints (103) before every response',
		scene: SCENE,
		provoke: atHosts(Infinity, welcomes.earlyHints),
		expect: whole,
		options: { retries: 0 },
	},
	...(['resetWhenReused', 'closeWhenReused'] as const).map((how) => ({
		name: `A host keeps every connection open, and ${how === 'resetWhenReused' ? 'resets' : 'closes'} it when it is reused`,
		scene: { doors: true },
		provoke: atHosts(Infinity, welcomes[how]),
		expect: whole,
		options: { downloadsAtOnce: 1, retries: 1 },
		counts: [{ server: 'storage', atLeast: 8 } as const],
	})),
];

export const doors: Table = {
	title: 'Connections that are never established',
	rows: [...hosts, ...notion, ...refused, ...deaf, ...others],
};
