import { gif, mp3, smallFilm, svgPalette, wav } from '../content';
import { chartScreenshot, dotIcon, portrait } from '../content/pictures';
import { block } from '../workspace/blocks';
import { icon } from '../workspace/files';
import { type Block } from '../workspace/nodes';
import { richText, textItem } from '../workspace/richText';
import { documents } from './documents';
import { type ExpectedFiles } from './expected';

/** The body of the handbook, top to bottom. The copy of its synced block is the caller's to place. */
export function handbookBody(files: ExpectedFiles): { blocks: Block[]; synced: Block } {
	const before = [...welcome(files), ...films(files), ...papers(files)];
	const synced = block.synced([
		block.paragraph('Our colours, the same everywhere:'),
		block.image(
			files.hosted('block', {
				name: 'colours.svg',
				content: svgPalette(['#263247', '#2d6cdf', '#f08a3c', '#48a06e']),
			}),
		),
	]);
	return { blocks: [...before, synced, ...details(files)], synced };
}

function screenshot(files: ExpectedFiles, values: readonly number[], old = false): Block {
	const content = chartScreenshot(values);
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
			files.hosted('blockIcon', { name: 'red-dot.png', content: dotIcon([204, 54, 62]) }),
		),
		block.heading(2, 'How the tools look'),
		block.columns(
			[block.paragraph('The board'), screenshot(files, [20, 55, 80, 60, 95])],
			[block.paragraph('The report'), screenshot(files, [90, 70, 40, 30, 20, 10])],
		),
		block.toggleHeading(3, 'Before 2023', [screenshot(files, [10, 12, 15, 14], true)]),
	];
}

function films(files: ExpectedFiles): Block[] {
	return [
		block.heading(2, 'See and hear'),
		block.toggle('Onboarding film', [
			block.video(files.hosted('block', { name: 'onboarding.mp4', content: smallFilm() }), {
				caption: 'Two seconds, no sound',
			}),
		]),
		block.audio(
			files.hosted('block', { name: 'All-hands 2026-10.mp3', content: mp3(5, 'All-hands') }),
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
			files.hosted('block', { name: 'Team handbook 2026.pdf', content: documents.handbook() }),
		),
		attachment('Holiday planner.xlsx', documents.holidayPlanner()),
		// Shown without its extension, as the app does for some files.
		attachment('Expense form.docx', documents.expenseForm(), 'Expense form'),
		attachment('Press kit.zip', documents.pressKit()),
		block.table([
			['Paper', 'Owner'],
			['Holiday planner', 'Ana'],
			['Press kit', 'Hiroshi'],
		]),
	];
}

function details(files: ExpectedFiles): Block[] {
	const green = files.emoji('blockIcon', 'green-dot', dotIcon([72, 160, 110]));
	const phones = files.hosted('block', { name: 'phones.csv', content: documents.phoneList() });
	const chart = files.hosted('block', { name: 'org-chart.html', content: documents.orgChart() });
	return [
		block.heading(2, 'Who is who'),
		block.tabs(
			block.tab('Phones', green, [block.file(phones)]),
			block.tab('Chart', icon.emoji('📈'), [block.embed(chart)]),
		),
		block.image(files.linked('block', '/pictures/team.png', portrait([45, 108, 223])), {
			caption: 'Kept on our web site',
		}),
		block.bullet('Small things', [
			block.bullet('Smaller things', [
				block.audio(
					files.hosted('block', {
						name: 'door chime.wav',
						content: wav([
							{ hertz: 660, seconds: 0.4 },
							{ hertz: 520, seconds: 0.6 },
						]),
					}),
				),
			]),
			block.quote('Wave when you leave', [
				block.image(files.hosted('block', { name: 'wave.gif', content: wavingDot() })),
			]),
		]),
		block.image(files.inside('block', 'image/png', dotIcon([240, 138, 60], 32))),
		block.unsupported('button'),
		block.divider(),
	];
}

function wavingDot(): Buffer {
	return gif(
		80,
		40,
		[
			[250, 249, 246],
			[38, 50, 71],
			[240, 138, 60],
			[45, 108, 223],
		],
		[0, 1, 2, 1].map((step) => (x, y) => (Math.hypot(x - 15 - step * 25, y - 20) < 12 ? 2 : 0)),
	);
}
