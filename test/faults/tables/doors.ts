import type { ServerName } from '../../sandbox';
import { failing, whole, type Expectation, type Row, type Table } from '../row';
import { welcomes, type Door, type Welcome } from '../scene/door';
import type { Scene } from '../scene/scene';
import type { Provoke } from '../scene/spoil';

/** What happens at the door, of file hosts or of Notion. */
const KINDS: ReadonlyArray<{ words: string; how: Welcome; options?: Row['options'] }> = [
	{ words: 'resets the connection as soon as it stands', how: welcomes.reset },
	{ words: 'closes the connection as soon as it stands', how: welcomes.close },
	{ words: 'accepts the connection and stays silent', how: welcomes.silence },
	{ words: 'speaks another protocol than HTTP', how: welcomes.otherProtocol },
	{ words: 'sends a head without end', how: welcomes.endlessHead },
];

/** As many connections as there are files may meet one of them by chance. */
const PATIENT: Row['options'] = { retries: 20, stallTimeout: 1 };

const HASTY: Row['options'] = { retries: 1, stallTimeout: 1 };

function atHosts(times: number, how: Welcome): Provoke {
	return (scene) => {
		const { storage, external } = doorsOf(scene);
		storage.welcome(7 * times, how);
		external.welcome(times, how);
	};
}

const hosts: readonly Row[] = KINDS.flatMap(({ words, how }) => [
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
	},
]);

const unread: Expectation = { files: 'missing', also: [{ code: 'notionUnavailable' }] };

const notion: readonly Row[] = KINDS.filter(({ how }) => how !== welcomes.silence).flatMap(
	({ words, how }) => [
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
	],
);

const refused: readonly Row[] = [
	{
		name: 'The file hosts refuse connections',
		scene: { doors: true },
		provoke: async (scene) => await shut(scene, 'storage', 'external'),
		expect: failing('connectionFailed', { says: /ECONNREFUSED/ }),
		options: HASTY,
	},
	{
		name: 'Notion’s API refuses connections',
		scene: { doors: true },
		provoke: async (scene) => await shut(scene, 'api'),
		credential: throughDoor,
		expect: unread,
	},
];

export const doors: Table = {
	title: 'Connections that do not come about',
	rows: [...hosts, ...notion, ...refused],
};

function doorsOf({ doors: found }: Scene): Readonly<Record<ServerName, Door>> {
	if (!found) throw new Error('The scene has no doors');
	return found;
}

async function shut(scene: Scene, ...names: readonly ServerName[]): Promise<void> {
	await Promise.all(names.map(async (name) => await doorsOf(scene)[name].shut()));
}

function throughDoor(scene: Scene): { apiBaseUrl: string } {
	return { apiBaseUrl: doorsOf(scene).api.origin };
}
