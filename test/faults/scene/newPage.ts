import {
	block,
	property,
	type FileLike,
	type Page,
	type PageOptions,
	type Sandbox,
} from '../../sandbox';
import { minuteOf } from '../../sandbox/clock';
import { EXTERNAL_SECRET } from './newFile';
import type { Place } from './places';
import type { Scene, SceneFile } from './scene';

/** From this many references on, Notion returns only part of a rollup, and it is read separately. */
const PEOPLE = 26;

/** Puts each file at its place: a page, a toggle in it, a comment, and a rollup of another page's property. */
export function addPage(
	sandbox: Sandbox,
	files: ReadonlyMap<Place, SceneFile>,
	more: Pick<PageOptions, 'parent' | 'createdTime'> = {},
): Pick<Scene, 'page' | 'person' | 'blocks' | 'comment'> {
	const at = (place: Place): FileLike | undefined => {
		const file = files.get(place);
		return file && (file.upload ?? `${sandbox.external.url(file.path)}?key=${EXTERNAL_SECRET}`);
	};
	const listed = (place: Place): FileLike[] => [at(place)].filter((file) => file !== undefined);
	const embedded = files.get('embed')?.upload;
	const blocks = {
		toggle: block.toggle('More'),
		block: block.pdf(at('block') ?? NOTHING),
		blockIcon: block.callout('Note', at('blockIcon') ?? null),
		embed: block.embed(embedded ?? NOTHING),
	};
	blocks.toggle.children.push(
		...(files.has('block') ? [blocks.block] : []),
		...(embedded ? [blocks.embed] : []),
	);
	const people = addPeople(sandbox, files.has('rollup') ? PEOPLE : 1, listed('rollup'));
	const page = sandbox.workspace.addPage({
		...more,
		title: 'Faults',
		cover: at('cover'),
		icon: at('icon'),
		properties: {
			Documents: property.files(...listed('property')),
			People: property.rollup(people, 'CV'),
		},
		children: [
			blocks.toggle,
			blocks.blockIcon,
			...listed('external').map((file) => block.pdf(file)),
		],
	});
	const attached = files.get('comment')?.upload;
	sandbox.settings.readComments = true;
	const comment = sandbox.workspace.addComment(page, attached ? [attached] : []);
	return { page, person: people.at(-1) as Page, blocks, comment };
}

/** Creates a row for each file, a minute after the previous one: so a listing may be resumed between any two. */
export function addRows(
	sandbox: Sandbox,
	files: ReadonlyMap<Place, SceneFile>,
): Pick<Scene, 'page' | 'person' | 'blocks' | 'comment' | 'database'> {
	const database = sandbox.workspace.addDatabase({ title: 'Faults' });
	const begin = sandbox.clock.now() - files.size * 60_000;
	const rows = [...files].map((file, index) => {
		const createdTime = minuteOf(begin + index * 60_000);
		return addPage(sandbox, new Map([file]), { parent: database, createdTime });
	});
	const [first] = rows;
	if (first === undefined) throw new Error('There is no row without a file');
	return { ...first, database };
}

/** In place of a file that the scene does not have; never fetched. */
const NOTHING = 'https://example.com/nothing.pdf';

/** Rows of which only the last has a file, which the page itself no longer shows. */
function addPeople({ workspace }: Sandbox, count: number, ofLast: readonly FileLike[]): Page[] {
	const parent = workspace.addDatabase({ title: 'People', schema: { CV: 'files' } });
	return Array.from({ length: count }, (_, index) => {
		const files = index === count - 1 ? ofLast : [];
		const properties = { CV: property.files(...files) };
		return workspace.addPage({ title: `Person ${index}`, parent, properties });
	});
}
