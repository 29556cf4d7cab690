import {
	block,
	property,
	repeatedContent,
	sizeOf,
	type Block,
	type Page,
	type Sandbox,
	type Upload,
	type UploadOptions,
} from '../../sandbox';
import { type BuiltScene, type Ids } from '../case';

/** Files of one size on one page. */
export interface Files {
	count: number;
	bytes: number;
	/** A property of the page, or blocks in its content. */
	in: 'property' | 'blocks';
	/** The checksum that comes with each; as with S3, CRC-64 by default. */
	checksum?: UploadOptions['checksum'];
}

export function pageOfFiles(sandbox: Sandbox, { in: place, ...files }: Files): BuiltScene {
	const uploads = uploadsOf(sandbox, files);
	const ids =
		place === 'property'
			? row(sandbox, uploads, [])
			: row(
					sandbox,
					[],
					uploads.map((upload) => block.file(upload)),
				);
	return { ids, ...linksTo(sandbox, uploads) };
}

/** Rows of a database, with so many files in a property of each. */
export function databaseOfFiles(
	sandbox: Sandbox,
	{ rows, filesInRow, bytes }: { rows: number; filesInRow: number; bytes: number },
): BuiltScene {
	const database = sandbox.workspace.addDatabase({ title: 'Benchmark' });
	const uploads = uploadsOf(sandbox, { count: rows * filesInRow, bytes });
	const pages = Array.from({ length: rows }, (_, n) =>
		sandbox.workspace.addPage({
			title: `Row ${n}`,
			parent: database,
			properties: {
				Files: property.files(...uploads.slice(n * filesInRow, (n + 1) * filesInRow)),
			},
		}),
	);
	return { ids: idsOf(pages[0]), ...linksTo(sandbox, uploads) };
}

/** A page with so many branches, and a file at the bottom of each. */
export function pageOfBranches(
	sandbox: Sandbox,
	branches: number,
	above: (bottom: Block) => Block,
): BuiltScene {
	const files = uploadsOf(sandbox, { count: branches, bytes: 1000 }).map((upload) =>
		block.file(upload),
	);
	const expected = { files: branches, bytes: 0 };
	return { ids: row(sandbox, [], files.map(above)), links: [], expected };
}

/** A page with so many tables of text, so many blocks that Notion's API does not support, and a file. */
export function pageOfTables(
	sandbox: Sandbox,
	{ tables, unsupported }: { tables: number; unsupported: number },
): BuiltScene {
	const [file] = uploadsOf(sandbox, { count: 1, bytes: 1000 });
	const children = [
		...Array.from({ length: tables }, () =>
			block.table([
				['a', 'b'],
				['c', 'd'],
			]),
		),
		...Array.from({ length: unsupported }, () => block.unsupported('button')),
		block.file(file!),
	];
	return { ids: row(sandbox, [], children), links: [], expected: { files: 1, bytes: 0 } };
}

/** Pages in a tree, ten below each, and as many rows, in databases of a hundred; a file in each but the top. */
export function wholeWorkspace(sandbox: Sandbox, { pages }: { pages: number }): BuiltScene {
	const { workspace } = sandbox;
	const uploads = uploadsOf(sandbox, { count: 2 * pages, bytes: 1000 }).values();
	const file = (): Block[] => [block.file(uploads.next().value!)];
	const tree = [workspace.addPage({ title: 'Top' })];
	while (tree.length < pages) {
		const parent = tree[Math.floor((tree.length - 1) / 10)];
		tree.push(workspace.addPage({ title: `Page ${tree.length}`, parent, children: file() }));
	}
	let first: Page | undefined;
	for (let number = 0; number < pages / 100; number++) {
		const parent = workspace.addDatabase({ title: `Database ${number}`, parent: tree[number] });
		for (let n = 0; n < 100; n++) {
			const row = workspace.addPage({ title: `Row ${n}`, parent, children: file() });
			first ??= row;
		}
	}
	return { ids: idsOf(first), links: [], expected: { files: 2 * pages - 1, bytes: 0 } };
}

export function warmUpPage(sandbox: Sandbox): Ids {
	const [small] = uploadsOf(sandbox, { count: 1, bytes: 100_000 });
	return row(sandbox, [small!], [block.file(small!)]);
}

function row(sandbox: Sandbox, files: Upload[], children: Block[]): Ids {
	const properties = { Files: property.files(...files) };
	return idsOf(sandbox.workspace.addPage({ title: 'Benchmark', properties, children }));
}

function idsOf(page: Page | undefined): Ids {
	const source = page?.parent;
	if (!page || !source || source === 'workspace' || source.kind !== 'dataSource') {
		throw new Error('The page is no row');
	}
	return { page: page.id, database: source.database.id, dataSource: source.id };
}

function uploadsOf(sandbox: Sandbox, { count, bytes, checksum }: Omit<Files, 'in'>): Upload[] {
	return Array.from({ length: count }, (_, n) =>
		sandbox.workspace.upload({
			name: `file-${n}.bin`,
			content: repeatedContent(bytes, n),
			checksum,
		}),
	);
}

function linksTo(sandbox: Sandbox, uploads: Upload[]): Pick<BuiltScene, 'links' | 'expected'> {
	return {
		links: uploads.map((upload) => sandbox.storage.sign(upload).url),
		expected: {
			files: uploads.length,
			bytes: uploads.reduce((sum, { content }) => sum + sizeOf(content), 0),
		},
	};
}
