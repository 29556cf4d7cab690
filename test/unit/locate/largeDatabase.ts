import type { RowsPart } from '../../../nodes/NotionFiles/locate/NotionReader';
import type { Json } from '../../../nodes/NotionFiles/json';
import { quiet } from '../promises';
import { NotionInMemory } from './NotionInMemory';
import { databaseJson, rowJson } from './samples';

/** The database d, whose rows are made only when they are listed. */
export function largeDatabase(
	answers: number,
	rowsInEach: number,
	made: (row: Json) => void = () => {},
): { notion: NotionInMemory; listed: () => number } {
	const notion = new NotionInMemory().put('database d', databaseJson('d', 's'));
	let listed = 0;
	notion.rows = async function* (): AsyncGenerator<RowsPart, void, undefined> {
		while (listed < answers) {
			await quiet();
			const answer = listed++;
			const rows = Array.from({ length: rowsInEach }, (_, n) => rowJson(`${answer}-${n}`));
			rows.forEach(made);
			yield { kind: 'rows', rows };
		}
	};
	return { notion, listed: () => listed };
}
