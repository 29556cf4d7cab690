import { csv, docx, html, pdf, xlsx, zip } from '../content';
import { bookIcon, dotIcon } from '../content/pictures';

/** The papers of the team handbook. */
export const documents = {
	cvOfAna: () =>
		pdf('Ana Müller', [
			'Résumé',
			'',
			'2021 to today   Head of operations, Acme',
			'2016 to 2021    Logistics, Käse & Söhne',
			'Languages: German, English, Português',
		]),
	cvOfTanaka: () =>
		pdf('Tanaka Hiroshi', [
			'Rirekisho',
			'',
			'2019 to today   Designer, Acme',
			'2014 to 2019    Kyoto',
		]),
	certificate: (person: string, subject: string) =>
		pdf('Certificate', [
			`This is to certify that ${person}`,
			`has completed the course: ${subject}.`,
		]),
	benefits: () => pdf('Benefits overview', ['30 days of holiday', 'A bicycle', 'Fruit on Mondays']),
	handbook: () =>
		pdf('Team handbook 2026', [
			'Chapter 1   How we work',
			'Chapter 2   Who is who',
			'Chapter 3   Where to find things',
		]),
	houseRules: () =>
		pdf('House rules', ['The last one out turns off the lights.', 'Label your lunch.']),
	holidayPlanner: () =>
		xlsx('Holidays 2026', [
			['Name', 'From', 'Days'],
			['Ana Müller', '2026-08-03', 15],
			['田中 浩', '2026-12-21', 10],
			['Sam O’Neill', '2026-05-11', 5],
		]),
	expenseForm: () => docx(['Expense form', 'Name:', 'Date:', 'What for:', 'Amount in €:']),
	phoneList: () =>
		csv([
			['Name', 'Extension', 'Note'],
			['Ana Müller', '101', 'mornings'],
			['田中 浩', '102', 'speaks "a little" German'],
		]),
	orgChart: () => html('Who reports to whom', ['Ana leads operations.', 'Hiroshi leads design.']),
	pressKit: () =>
		zip([
			{ name: 'press kit/read me.txt', content: 'Logos for the press, free to use.\n' },
			{ name: 'press kit/logo.png', content: bookIcon(256), stored: true },
			{ name: 'press kit/ロゴ.png', content: dotIcon([38, 50, 71], 256), stored: true },
		]),
};
