import { fixture } from './content/fixture';
import { handbookBody } from './handbook/body';
import { type ExpectedFile, ExpectedFiles } from './handbook/expected';
import { type Sandbox } from './sandbox';
import { block } from './workspace/blocks';
import { icon, toNamedFile } from './workspace/files';
import { type Comment, type Database, type DataSource, type Page } from './workspace/nodes';
import { property, type PropertyValue } from './workspace/properties';

export { type ExpectedFile } from './handbook/expected';

export interface TeamHandbook {
	readonly page: Page;
	readonly childPage: Page;
	/** The database whose row the handbook is. */
	readonly library: Database & { readonly dataSource: DataSource };
	/** The database that the rollup leads to. */
	readonly people: Database & { readonly dataSource: DataSource };
	readonly comment: Comment;
	/** Every file of the handbook and its child page, in document order, each once. */
	readonly expected: ExpectedFile[];
	/** The files of the handbook's comments, which have to be asked for. */
	readonly expectedInComments: ExpectedFile[];
}

const TITLE = 'Team handbook';

/** Fills the workspace with a page that a person recognises, and says what must come out of it. */
export function buildTeamHandbook(sandbox: Sandbox): TeamHandbook {
	const { workspace } = sandbox;
	const library = workspace.addDatabase({ title: 'Library', icon: icon.native('book', 'brown') });
	const people = workspace.addDatabase({ title: 'People' });
	const files = new ExpectedFiles(sandbox, TITLE);
	const page = workspace.addPage({
		title: TITLE,
		parent: library,
		cover: files.hosted('cover', { name: 'cover.png', content: fixture('cover.png') }),
		icon: files.hosted('icon', { name: 'handbook.png', content: fixture('handbook.png') }),
		properties: {
			Documents: documentsProperty(files),
			Certificates: certificatesRollup(sandbox, people, files),
			Status: property.status('In use'),
			Link: property.url('https://example.com/handbook.pdf'),
			Attachments: property.files(),
		},
	});
	const { blocks, synced } = handbookBody(files);
	workspace.addBlocks(page, blocks);
	const office = addOfficeGuide(sandbox, page);
	workspace.addBlocks(page, [block.syncedCopy(synced), block.linkToPage(office.page)]);
	const discussion = addComment(sandbox, page);
	return {
		page,
		library,
		people,
		childPage: office.page,
		comment: discussion.comment,
		expected: [...files.list, ...office.expected],
		expectedInComments: discussion.expected,
	};
}

function documentsProperty(files: ExpectedFiles): PropertyValue {
	const hosted = (name: string, content: Buffer) => files.hosted('property', { name, content });
	return property.files(
		hosted('Résumé – Ana Müller.pdf', fixture('cv-ana.pdf')),
		hosted('履歴書 田中.pdf', fixture('cv-tanaka.pdf')),
		toNamedFile(files.linked('property', '/downloads/benefits.pdf', fixture('benefits.pdf'))),
	);
}

/** Two people with a certificate each, of the same name. */
function certificatesRollup(
	{ workspace }: Sandbox,
	people: Database,
	files: ExpectedFiles,
): PropertyValue {
	const person = (title: string, content: Buffer) => {
		const upload = files.hosted('rollup', { name: 'Certificate.pdf', content });
		return workspace.addPage({
			title,
			parent: people,
			icon: icon.emoji('🙂'),
			properties: { Certificates: property.files(upload), Mail: property.email(null) },
		});
	};
	const rows = [
		person('Ana Müller', fixture('certificate-ana.pdf')),
		person('Sam O’Neill', fixture('certificate-sam.pdf')),
	];
	return property.rollup(rows, 'Certificates');
}

function addOfficeGuide(sandbox: Sandbox, parent: Page) {
	const files = new ExpectedFiles(sandbox, 'Office guide');
	const page = sandbox.workspace.addPage({
		title: 'Office guide',
		parent,
		icon: icon.emoji('🏢'),
		children: [
			block.paragraph('Second floor, the door with the bell.'),
			block.image(
				files.hosted('block', { name: 'floor plan.png', content: fixture('floor-plan.png') }),
			),
			block.pdf(
				files.hosted('block', { name: 'House rules.pdf', content: fixture('house-rules.pdf') }),
			),
		],
	});
	return { page, expected: files.list };
}

function addComment(sandbox: Sandbox, page: Page) {
	sandbox.settings.readComments = true;
	const files = new ExpectedFiles(sandbox, TITLE);
	const comment = sandbox.workspace.addComment(
		page,
		[
			files.hosted('comment', { name: 'new-portrait.png', content: fixture('portrait.png') }),
			files.hosted('comment', { name: 'image.png', content: fixture('screenshot-growth.png') }),
		],
		{ text: 'Shall we use these?' },
	);
	return { comment, expected: files.list };
}
