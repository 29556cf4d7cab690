import { randomUUID } from 'node:crypto';
import {
	startSandbox,
	type Block,
	type Comment,
	type Content,
	type Database,
	type DataSource,
	type Page,
	type Sandbox,
	type ServerName,
	type Upload,
	type UploadOptions,
} from '../../sandbox';
import type { CertificateKind } from './certificates';
import { openDeafDoor, type DeafDoor } from './deafDoor';
import { openDoor, type Door } from './door';
import { newFile } from './newFile';
import { addPage, addRows } from './newPage';
import { PLACES, type Place } from './places';
import { SceneClock } from './SceneClock';

export interface SceneOptions {
	/** Default: all. */
	places?: readonly Place[];
	/** Of each file, in bytes. */
	size?: number;
	checksum?: UploadOptions['checksum'];
	/** What the external site says about its file: by default it identifies its version with an ETag. */
	external?: { etag?: boolean; acceptRanges?: boolean; headers?: Record<string, string> };
	/** Links to another site at every place. */
	allExternal?: boolean;
	linkLifetimeSeconds?: number;
	/** The files are in the rows of a database, one in each row, and the rows are read. */
	inDatabase?: boolean;
	/** Doors in front of the servers, which can be slammed. */
	doors?: boolean;
	/** Makes them https doors, which present this certificate. */
	certificate?: CertificateKind;
	/** In front of these doors is something that leaves connections unanswered until it is told to listen. */
	deaf?: readonly ServerName[];
}

export interface SceneFile {
	readonly place: Place;
	readonly name: string;
	readonly server: Extract<ServerName, 'storage' | 'external'>;
	/** On its server, as in its links. */
	readonly path: string;
	/** What must arrive. A row that changes the object on the way changes this, too. */
	content: Content;
	readonly upload: Upload | undefined;
}

/** A workspace with one page that has one file at each place, each file on its own. */
export interface Scene {
	readonly sandbox: Sandbox;
	readonly clock: SceneClock;
	/** Of several rows the first. */
	readonly page: Page;
	/** Whose rows contain the files; undefined if the page contains them. */
	readonly database: (Database & { readonly dataSource: DataSource }) | undefined;
	/** The page whose property the rollup shows. */
	readonly person: Page;
	readonly blocks: Readonly<Record<'toggle' | 'block' | 'blockIcon' | 'embed', Block>>;
	/** On the page. */
	readonly comment: Comment;
	readonly files: readonly SceneFile[];
	/** In front of the servers; without doors there is nothing in front of them. */
	readonly doors: Readonly<Record<ServerName, Door>> | undefined;
	readonly deafDoors: Readonly<Partial<Record<ServerName, DeafDoor>>>;
	file(place: Place): SceneFile;
	close(): Promise<void>;
}

export async function buildScene(options: SceneOptions = {}): Promise<Scene> {
	const { places = PLACES, linkLifetimeSeconds } = options;
	// A separate token: all that share one wait together when it reaches the rate limit.
	const token = `ntn_faults_${randomUUID().replaceAll('-', '')}`;
	const sandbox = await startSandbox({
		token,
		...(linkLifetimeSeconds === undefined ? {} : { linkLifetimeSeconds }),
	});
	const doors = options.doors ? await openDoors(sandbox, options.certificate) : undefined;
	const deafDoors = doors ? await openDeafDoors(sandbox, doors, options.deaf) : {};
	const files = new Map(places.map((place) => [place, newFile(sandbox, place, options)]));
	return {
		sandbox,
		clock: new SceneClock(sandbox.clock),
		...(options.inDatabase
			? addRows(sandbox, files)
			: { ...addPage(sandbox, files), database: undefined }),
		files: [...files.values()],
		doors,
		deafDoors,
		file(place) {
			const file = files.get(place);
			if (file === undefined) throw new Error(`The scene has no ${place}`);
			return file;
		},
		async close() {
			const all = [...Object.values(deafDoors), ...Object.values(doors ?? {})];
			await Promise.all(all.map(async (door) => await door.shut()));
			await sandbox.close();
		},
	};
}

/** From here on, links lead to the doors. */
async function openDoors(
	sandbox: Sandbox,
	certificate: CertificateKind | undefined,
): Promise<Record<ServerName, Door>> {
	const { storage, external, apiBaseUrl } = sandbox;
	const doors = {
		api: await openDoor(apiBaseUrl, certificate),
		storage: await openDoor(storage.origin, certificate),
		external: await openDoor(external.origin, certificate),
	};
	storage.origin = doors.storage.origin;
	external.origin = doors.external.origin;
	return doors;
}

async function openDeafDoors(
	sandbox: Sandbox,
	doors: Record<ServerName, Door>,
	names: readonly ServerName[] = [],
): Promise<Scene['deafDoors']> {
	const deaf: Partial<Record<ServerName, DeafDoor>> = {};
	for (const name of names) {
		const door = await openDeafDoor(doors[name].origin);
		deaf[name] = door;
		if (name !== 'api') sandbox[name].origin = door.origin;
	}
	return deaf;
}
