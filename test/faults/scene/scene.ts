import { randomUUID } from 'node:crypto';
import {
	block,
	generatedContent,
	property,
	startSandbox,
	type Block,
	type Content,
	type Page,
	type Sandbox,
	type ServerName,
	type Upload,
	type UploadOptions,
} from '../../sandbox';
import { HOSTED, NAMES, PLACES, type Place } from './places';

export interface SceneOptions {
	/** Default: all. */
	places?: readonly Place[];
	/** Of each file, in bytes. */
	size?: number;
	checksum?: UploadOptions['checksum'];
	/** What the external site says of its file: by default it vouches for its version with an ETag. */
	external?: { etag?: boolean; acceptRanges?: boolean; headers?: Record<string, string> };
	linkLifetimeSeconds?: number;
}

export interface SceneFile {
	readonly place: Place;
	readonly name: string;
	readonly server: Extract<ServerName, 'storage' | 'external'>;
	/** On its server, as in its links. */
	readonly path: string;
	/** What has to arrive. A row that changes the object on the way changes this, too. */
	content: Content;
	readonly upload: Upload | undefined;
}

/** A workspace with one page that has one file at each place, each file on its own. */
export interface Scene {
	readonly sandbox: Sandbox;
	readonly page: Page;
	/** The page whose property the rollup shows. */
	readonly person: Page;
	readonly files: readonly SceneFile[];
	readonly blocks: Readonly<Record<'toggle' | 'block' | 'blockIcon' | 'embed', Block>>;
	file(place: Place): SceneFile;
}

/** Small, yet more than the node looks at to tell a file's type. */
export const SMALL = 24 * 1024;

/** From here on, half of a file counts as real progress. */
export const LARGE = 1024 * 1024;

/** From so many references on, Notion shows a rollup in part, and it is read on its own. */
const PEOPLE = 26;

export const EXTERNAL_SECRET = 'external-secret-5f2a';

export async function buildScene(options: SceneOptions = {}): Promise<Scene> {
	const { places = PLACES, linkLifetimeSeconds } = options;
	// A token of its own: all who share one wait together when it runs into the rate limit.
	const token = `ntn_faults_${randomUUID().replaceAll('-', '')}`;
	const sandbox = await startSandbox({
		token,
		...(linkLifetimeSeconds === undefined ? {} : { linkLifetimeSeconds }),
	});
	const files = new Map(places.map((place) => [place, newFile(sandbox, place, options)]));
	const source = (place: Place): Upload | string | null => {
		const file = files.get(place);
		if (file === undefined) return null;
		return file.upload ?? `${sandbox.external.url(file.path)}?key=${EXTERNAL_SECRET}`;
	};
	const here = (place: Place): readonly Place[] => (files.has(place) ? [place] : []);
	const hosted = (place: Place) => here(place).map(source);

	const person = addPeople(sandbox, files.get('rollup')?.upload);
	const blocks = {
		block: block.pdf(source('block') ?? NOTHING),
		blockIcon: block.callout('Note', source('blockIcon')),
		embed: block.embed(source('embed') ?? NOTHING),
	};
	const toggle = block.toggle(
		'More',
		(['block', 'embed'] as const).flatMap(here).map((place) => blocks[place as 'block' | 'embed']),
	);
	const page = sandbox.workspace.addPage({
		title: 'Faults',
		cover: source('cover'),
		icon: source('icon'),
		properties: {
			Documents: property.files(...hosted('property').filter((one) => one !== null)),
			People: property.rollup(person.people, 'CV'),
		},
		children: [
			toggle,
			...here('blockIcon').map(() => blocks.blockIcon),
			...here('external').map(() => block.pdf(source('external') ?? NOTHING)),
		],
	});
	return {
		sandbox,
		page,
		person: person.last,
		files: [...files.values()],
		blocks: { ...blocks, toggle },
		file(place) {
			const file = files.get(place);
			if (file === undefined) throw new Error(`The scene has no ${place}`);
			return file;
		},
	};
}

/** Never fetched: stands in for a file at a place that the scene leaves out. */
const NOTHING = 'https://example.com/nothing.pdf';

function newFile(sandbox: Sandbox, place: Place, options: SceneOptions): SceneFile {
	const { size = SMALL, checksum, external } = options;
	const name = NAMES[place];
	const content = generatedContent(size, place);
	if (!HOSTED.includes(place)) {
		const path = `/files/${encodeURIComponent(name)}`;
		sandbox.external.serve(path, { content, ...external });
		return { place, name, server: 'external', path, content, upload: undefined };
	}
	const upload = sandbox.workspace.upload({ name, content, checksum });
	return { place, name, server: 'storage', path: upload.path, content, upload };
}

/** Rows of which only the last has a file, where the page itself does not show it any more. */
function addPeople(sandbox: Sandbox, cv: Upload | undefined): { people: Page[]; last: Page } {
	const { workspace } = sandbox;
	const database = workspace.addDatabase({ title: 'People', schema: { CV: 'files' } });
	const people = Array.from({ length: PEOPLE }, (_, index) => {
		const isLast = index === PEOPLE - 1;
		return workspace.addPage({
			title: `Person ${index}`,
			parent: database,
			properties: { CV: property.files(...(isLast && cv ? [cv] : [])) },
		});
	});
	return { people, last: people[PEOPLE - 1] as Page };
}
