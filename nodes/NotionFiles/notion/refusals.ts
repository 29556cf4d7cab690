import type { ErrorCode } from '../errors';

/** What a refusal by Notion means. */
export interface Refusal {
	code: ErrorCode;
	message: string;
	remedy?: string;
}

/** Refusals that differ only in their words (docs/notion-api.md#errors, docs/notion-api.md#linked-databases). */
const BY_WORDS: ReadonlyArray<{ words: RegExp; means: (subject: string) => Refusal }> = [
	{
		words: /not supported via the API/i,
		means: (subject) => ({
			code: 'unsupportedByNotion',
			message: `Notion’s API does not support ${subject}`,
		}),
	},
	{
		words: /is a linked database/i,
		means: (subject) => ({
			code: 'unsupportedByNotion',
			message: `Notion’s API does not support linked databases, and ${subject} is one`,
			remedy:
				'Open the original database (with ↗ beside the title of the linked one), share it with your connection, and choose that one.',
		}),
	},
	{
		words: /does not contain any data sources accessible/i,
		means: (subject) => ({
			code: 'notShared',
			message: `No data source of ${subject} is shared with your connection`,
			remedy:
				'Open the database in Notion, choose ••• → Connections, and add your connection. If it is a linked database, share and choose the original one.',
		}),
	},
	{
		words: /is a page, not a database/i,
		means: (subject) => ({
			code: 'invalidId',
			message: `Notion cannot return ${subject}: the ID is that of a page`,
			remedy:
				'Open the database itself and copy its link (••• → Copy link). To get the files of a page, use Get Page Files.',
		}),
	},
	{
		words: /is a database, not a page/i,
		means: (subject) => ({
			code: 'invalidId',
			message: `Notion cannot return ${subject}: the ID is that of a database`,
			remedy: 'Use the operation Get Database Files, or choose one of its rows.',
		}),
	},
];

/** What a refusal means, by Notion's own words; undefined if these are unknown. */
export function refusalByWords(notionMessage: string, subject: string): Refusal | undefined {
	return BY_WORDS.find(({ words }) => words.test(notionMessage))?.means(subject);
}
