import { fixture } from '../content/fixture';
import { block } from '../workspace/blocks';
import { icon } from '../workspace/files';
import { type Block } from '../workspace/nodes';
import { richText, textItem } from '../workspace/richText';
import { type ExpectedFiles } from './expected';

/** The body of the handbook, top to bottom. The copy of its synced block is the caller's to place. */
export function handbookBody(files: ExpectedFiles): { blocks: Block[]; synced: Block } {
	const before = [...welcome(files), ...films(files), ...papers(files)];
	const synced = block.synced([
		block.paragraph('Our colours, the same everywhere:'),
		block.image(files.hosted('block', { name: 'colours.svg', content: fixture('colours.svg') })),
	]);
	return { blocks: [...before, synced, ...details(files)], synced };
}

function screenshot(files: ExpectedFiles, of: string, old = false): Block {
	const content = fixture(`screenshot-${of}.png`);
	const form = old ? 'old' : 'current';
	return block.image(files.hosted('block', { name: 'image.png', content, form }));
}

function welcome(files: ExpectedFiles): Block[] {
	return [
		block.tableOfContents(),
		block.heading(1, 'Welcome'),
		block.paragraph([
			...richText('Everything a new colleague needs. Questions? Ask '),
			textItem('the operations team', 'mailto:ops@example.com'),
		]),
		block.callout(
			'Read this page on your first day.',
			files.hosted('blockIcon', { name: 'red-dot.png', content: fixture('red-dot.png') }),
		),
		block.heading(2, 'How the tools look'),
		block.columns(
			[block.paragraph('The board'), screenshot(files, 'board')],
			[block.paragraph('The report'), screenshot(files, 'report')],
		),
		block.toggleHeading(3, 'Before 2023', [screenshot(files, 'before', true)]),
	];
}

function films(files: ExpectedFiles): Block[] {
	return [
		block.heading(2, 'See and hear'),
		block.toggle('Onboarding film', [
			block.video(
				files.hosted('block', { name: 'onboarding.mp4', content: fixture('onboarding.mp4') }),
				{
					caption: 'Two seconds, no sound',
				},
			),
		]),
		block.audio(
			files.hosted('block', { name: 'All-hands 2026-10.mp3', content: fixture('all-hands.mp3') }),
		),
		block.video('https://www.youtube.com/watch?v=dQw4w9WgXcQ'),
		block.bookmark('https://example.com/press', { caption: 'What the press says' }),
	];
}

function papers(files: ExpectedFiles): Block[] {
	const attachment = (name: string, content: Buffer, shown = name) =>
		block.file(files.hosted('block', { name, content }), { name: shown });
	return [
		block.heading(2, 'Papers'),
		block.pdf(
			files.hosted('block', { name: 'Team handbook 2026.pdf', content: fixture('handbook.pdf') }),
		),
		attachment('Holiday planner.xlsx', fixture('holiday-planner.xlsx')),
		// Shown without its extension, as the app does for some files.
		attachment('Expense form.docx', fixture('expense-form.docx'), 'Expense form'),
		attachment('Press kit.zip', fixture('press-kit.zip')),
		block.table([
			['Paper', 'Owner'],
			['Holiday planner', 'Ana'],
			['Press kit', 'Hiroshi'],
		]),
	];
}

function details(files: ExpectedFiles): Block[] {
	const green = files.emoji('blockIcon', 'green-dot', fixture('green-dot.png'));
	const phones = files.hosted('block', { name: 'phones.csv', content: fixture('phones.csv') });
	const chart = files.hosted('block', {
		name: 'org-chart.html',
		content: fixture('org-chart.html'),
	});
	return [
		block.heading(2, 'Who is who'),
		block.tabs(
			block.tab('Phones', green, [block.file(phones)]),
			block.tab('Chart', icon.emoji('📈'), [block.embed(chart)]),
		),
		block.image(files.linked('block', '/pictures/team.png', fixture('team.png')), {
			caption: 'Kept on our web site',
		}),
		block.bullet('Small things', [
			block.bullet('Smaller things', [
				block.audio(
					files.hosted('block', {
						name: 'door chime.wav',
						content: fixture('door-chime.wav'),
					}),
				),
			]),
			block.quote('Wave when you leave', [
				block.image(files.hosted('block', { name: 'wave.gif', content: fixture('wave.gif') })),
			]),
		]),
		block.image(files.inside('block', 'image/png', fixture('orange-dot.png'))),
		block.unsupported('button'),
		block.divider(),
	];
}
