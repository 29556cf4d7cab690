import type { Finding } from './Finding';
import { asText, type Json } from '../json';
import { shortName } from '../outward';
import type { Branch } from './Branch';
import { branchAt, ifReadable } from './BranchesOnce';
import type { DatabaseVisit } from './DatabaseVisit';
import { coverOfDatabase, iconOfDatabase } from './databases';
import type { NotionReader, SourceRef } from './NotionReader';
import type { PagePart } from './WalkPlan';

type Parts = ReadonlySet<PagePart>;

/** The cover and icon of a database or data source itself, as far as they are wanted. */
export function picturesOf(database: Json, parts: Parts): Finding[] {
	return [
		...(parts.has('cover') ? coverOfDatabase(database) : []),
		...(parts.has('icon') ? iconOfDatabase(database) : []),
	];
}

/**
 * Those of a data source, which Notion keeps apart from its database's
 * (docs/notion-api.md#data-sources).
 * @param known those of the database: what both show is the database's
 * @param level as in `branchAt`
 */
export function picturesOfSource(
	source: SourceRef,
	known: readonly Finding[],
	parts: Parts,
	reader: NotionReader,
	level: number,
	visit: DatabaseVisit,
): Branch {
	const ids = new Set(known.map(fileIdOf));
	const read = async (branch: Branch): Promise<void> => {
		// If Notion does not return it, the list of its rows reports that.
		const object = await ifReadable(reader.dataSource(source.id));
		if (object === undefined) return visit.disturb();
		visit.read(source, asText(object.last_edited_time), reader.asOf?.(object));
		branch.add(picturesOf(object, parts).filter((finding) => !ids.has(fileIdOf(finding))));
	};
	const pictures = branchAt(
		level,
		`the data source “${shortName(source.name)}”`,
		read,
		visit.disturb,
	);
	pictures.pageId = source.id;
	pictures.place = { kind: 'dataSource', id: source.id };
	return pictures;
}

function fileIdOf(finding: Finding): string | undefined {
	return finding.kind === 'file' ? finding.file.fileId : undefined;
}
