import type { ErrorCode } from '../errors';
import { seemsLinked, TO_THE_ORIGINAL } from '../locate/linkedDatabases';

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
			message: `Notion does not return linked databases, and ${subject} is one`,
			remedy: TO_THE_ORIGINAL,
		}),
	},
	{
		words: /does not contain any data sources accessible/i,
		means: (subject) => ({
			code: 'notShared',
			...seemsLinked(subject),
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
