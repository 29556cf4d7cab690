import type { INodeProperties } from 'n8n-workflow';
import { NotionFilesError } from '../../errors';
import { asObject } from '../../json';
import { parseNotionId } from '../../notion/ids';
import { invalid, parameter, shown, type Parameter } from '../Parameter';

/** Of Markdown links, the link: their words may contain anything. */
const MARKDOWN = /\[[^\]]{0,2000}\]\(([^\s)]{0,2000})(?:\s{1,9}"[^"]{0,2000}")?\)/g;

/**
 * Pages and databases by their URLs or IDs, in a text or a list. What an expression returns may be pages, as
 * other Notion nodes return them.
 */
export function idList(property: INodeProperties): Parameter<string[]> {
	return parameter(property, (value, label) => {
		const ids = piecesOf(value, label).map((piece) => idIn(piece, label));
		return [...new Set(ids)];
	});
}

function piecesOf(value: unknown, label: string): string[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value.flatMap((one) => piecesOf(one, label));
	const text = typeof value === 'string' ? value : asObject(value).id;
	if (typeof text !== 'string') {
		throw invalid(`“${label}” must be text`, 'Enter URLs or IDs, one on each line.');
	}
	return text
		.replace(MARKDOWN, ' $1 ')
		.split(/[\s,;]+/)
		.filter(Boolean);
}

function idIn(piece: string, label: string): string {
	const id = parseNotionId(piece, 'pageOrDatabase');
	if (id !== undefined) return id;
	throw new NotionFilesError({
		code: 'invalidId',
		message: `${shown(piece)} in “${label}” is not the URL or ID of a Notion page or database`,
		remedy:
			'In Notion, choose ••• → Copy link and paste it here, or enter the 32-character ID at the end of the link. Put each on a line of its own.',
	});
}
