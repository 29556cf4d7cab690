import { failing, whole, type Expectation, type Row, type Table } from '../row';
import { doorsOf, throughDoor } from '../scene/doorsOf';
import { HOSTED } from '../scene/places';
import type { Scene } from '../scene/scene';
import type { Provoke } from '../scene/spoil';
import { welcomes, type Welcome } from '../scene/welcomes';

interface Kind {
	words: string;
	how: Welcome;
	/** What is said of it where that matters. */
	says?: RegExp;
}

/** What happens at the door, of file hosts or of Notion. */
const KINDS: readonly Kind[] = [
	{ words: 'resets the connection as soon as it stands', how: welcomes.reset },
	{ words: 'closes the connection as soon as it stands', how: welcomes.close },
	{ words: 'resets the connection when it is asked', how: welcomes.resetWhenAsked },
	{ words: 'closes the connection when it is asked', how: welcomes.closeWhenAsked },
	{ words: 'closes the connection in the middle of the head', how: welcomes.halfHead },
	{ words: 'speaks another protocol than HTTP', how: welcomes.otherProtocol },
	{ words: 'sends a head without end', how: welcomes.endlessHead },
	{ words: 'answers with a status that is none', how: welcomes.strangeStatus },
	{ words: 'announces two lengths', how: welcomes.twoLengths },
	{ words: 'announces a length that is none', how: welcomes.strangeLength },
	{ words: 'announces a length and chunks', how: welcomes.lengthAndChunks },
	{ words: 'sends a chunk that is none', how: welcomes.strangeChunk },
];

/** Notion is waited for as long as it waits itself; that has a table of its own. */
const AT_HOSTS: readonly Kind[] = [
	...KINDS,
	{ words: 'accepts the connection and stays silent', how: welcomes.silence },
];

/** As many connections as there are files may meet one of them by chance. */
const PATIENT: Row['options'] = { retries: 20, stallTimeout: 1 };

const HASTY: Row['options'] = { retries: 1, stallTimeout: 1 };

function atHosts(times: number, how: Welcome): Provoke {
	return (scene) => {
		const { storage, external } = doorsOf(scene);
		storage.welcome(HOSTED.length * times, how);
		external.welcome(times, how);
	};
}

const hosts: readonly Row[] = AT_HOSTS.flatMap(({ words, how }) => [
	...[1, 3].map((times) => ({
		name: `A file host ${words}, ${times === 1 ? 'once' : 'three times'}`,
		scene: { doors: true },
		provoke: atHosts(times, how),
		expect: whole,
		options: PATIENT,
	})),
	{
		name: `A file host ${words}, every time`,
		scene: { doors: true },
		provoke: atHosts(Infinity, how),
		expect: failing('connectionFailed'),
		options: HASTY,
		arrivals: { storage: HOSTED.length * 2, external: 2 },
	},
]);

const unread: Expectation = { files: 'missing', also: [{ code: 'notionUnavailable' }] };

const notion: readonly Row[] = KINDS.flatMap(({ words, how }) => [
	{
		name: `Notion’s API ${words}, three times`,
		scene: { doors: true },
		provoke: (scene: Scene) => doorsOf(scene).api.welcome(3, how),
		credential: throughDoor,
		expect: whole,
	},
	{
		name: `Notion’s API ${words}, every time`,
		scene: { doors: true },
		provoke: (scene: Scene) => doorsOf(scene).api.welcome(Infinity, how),
		credential: throughDoor,
		expect: unread,
	},
]);

const refused: readonly Row[] = [
	{
		name: 'The file hosts refuse connections',
		scene: { doors: true },
		provoke: async (scene) => {
			await Promise.all([doorsOf(scene).storage.shut(), doorsOf(scene).external.shut()]);
		},
		expect: failing('connectionFailed', { says: /ECONNREFUSED/ }),
		options: HASTY,
	},
	{
		name: 'Notion’s API refuses connections',
		scene: { doors: true },
		provoke: async (scene) => await doorsOf(scene).api.shut(),
		credential: throughDoor,
		expect: unread,
	},
];

/** Connections that nobody answers, as behind a firewall that drops what it does not want. */
const deaf: readonly Row[] = [
	{
		name: 'The first packet to the file hosts is dropped, for a while',
		scene: { doors: true, deaf: ['storage', 'external'] },
		provoke: ({ deafDoors: { storage, external } }) => {
			setTimeout(() => [storage, external].forEach((door) => door?.listen()), 2_500);
		},
		expect: whole,
		options: PATIENT,
		takes: { atLeast: 2_000, atMost: 30_000 },
	},
	{
		name: 'The first packet to the file hosts is dropped, every time',
		scene: { doors: true, deaf: ['storage', 'external'] },
		provoke: () => {},
		expect: failing('connectionFailed', { says: /UND_ERR_CONNECT_TIMEOUT/ }),
		options: HASTY,
		arrivals: { storage: 0, external: 0 },
	},
];

const others: readonly Row[] = [
	{
		name: 'A host sends early hints (103) before every answer',
		scene: { doors: true },
		provoke: atHosts(Infinity, welcomes.earlyHints),
		expect: whole,
		options: { retries: 0 },
	},
	...(['resetWhenReused', 'closeWhenReused'] as const).map((how) => ({
		name: `A host keeps every connection open, and ${how === 'resetWhenReused' ? 'resets' : 'closes'} it when it is used again`,
		scene: { doors: true },
		provoke: atHosts(Infinity, welcomes[how]),
		expect: whole,
		options: { downloadsAtOnce: 1, retries: 1 },
		counts: [{ server: 'storage', atLeast: 8 } as const],
	})),
];

export const doors: Table = {
	title: 'Connections that do not come about',
	rows: [...hosts, ...notion, ...refused, ...deaf, ...others],
};
