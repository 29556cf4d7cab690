import type { Finding } from '../../../nodes/NotionFiles/locate/Finding';
import type { NotionFile, PageRef } from '../../../nodes/NotionFiles/files/NotionFile';
import type { Json } from '../../../nodes/NotionFiles/json';
import type { PagePart, WalkPlan } from '../../../nodes/NotionFiles/locate/WalkPlan';

export const PAGE: PageRef = { id: 'p', title: 'Handbook', url: 'https://www.notion.so/p' };

/** A link as Notion signs it; another signature for the same file each time one is asked for. */
export function signedUrl(name: string, signature = '1'): string {
	const id = `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`;
	return `https://prod-files-secure.s3.us-west-2.amazonaws.com/11111111-2222-4333-8444-555555555555/${id}/${encodeURIComponent(name)}?X-Amz-Date=20261122T090000Z&X-Amz-Expires=3600&X-Amz-Signature=${signature}`;
}

export const EXPIRY = '2026-11-22T10:00:00.000Z';

export function hosted(name: string, signature?: string): Json {
	return { type: 'file', file: { url: signedUrl(name, signature), expiry_time: EXPIRY } };
}

export function external(url: string): Json {
	return { type: 'external', external: { url } };
}

/** An entry of a files property. */
export function named(name: string, file: Json): Json {
	return { name, ...file };
}

export function richText(...words: string[]): Json[] {
	return words.map((plain_text) => ({ type: 'text', plain_text }));
}

export function pageJson(id: string, more: Json = {}): Json {
	const properties = { Name: { id: 'title', type: 'title', title: richText(`Title of ${id}`) } };
	return { object: 'page', id, url: `https://www.notion.so/${id}`, properties, ...more };
}

export function blockJson(id: string, type: string, content: Json = {}, more: Json = {}): Json {
	return { object: 'block', id, type, [type]: content, ...more };
}

/** A block with other blocks below it. */
export function parentJson(id: string, type = 'toggle', content: Json = {}): Json {
	return blockJson(id, type, content, { has_children: true });
}

export function image(name: string): Json {
	return blockJson(`block of ${name}`, 'image', hosted(name));
}

/** As Notion returns it with a comment: without type and name. */
export function attachment(name: string, signature?: string, category = 'image'): Json {
	return { category, file: { url: signedUrl(name, signature), expiry_time: EXPIRY } };
}

export function comment(id: string, attachments?: Json[], more: Json = {}): Json {
	const parent = { type: 'page_id', page_id: 'p' };
	const rich_text = richText(`Text of ${id}`);
	return { object: 'comment', id, parent, rich_text, ...(attachments && { attachments }), ...more };
}

/**
 * Findings in one word each, in their order: a file’s name, or what happened to it; without the ends of
 * pages.
 */
export function summary(findings: readonly Finding[]): string[] {
	return findings.flatMap((finding) => {
		switch (finding.kind) {
			case 'file':
				return [finding.file.name];
			case 'skipped':
				return [`skipped: ${finding.reason}`];
			case 'webPage':
				return [`web page: ${finding.where}`];
			case 'linkedFile':
				return [`linked: ${finding.file.name}`];
			case 'failed':
				return [`failed: ${finding.error.code}`];
			case 'note':
				return [`note: ${finding.message}`];
			case 'atRest':
				return ['at rest'];
			case 'notSearched':
			case 'begins':
			case 'pageRead':
			case 'databaseRead':
			case 'rowsListed':
				return [];
		}
	});
}

export function filesOf(findings: readonly Finding[]): NotionFile[] {
	return findings.flatMap((finding) => (finding.kind === 'file' ? [finding.file] : []));
}

export function onlyFile(findings: readonly Finding[]): NotionFile {
	const [file, ...more] = filesOf(findings);
	if (file === undefined || more.length > 0) throw new Error(`Not one file: ${summary(findings)}`);
	return file;
}

/** A walk that looks for files in these parts of a page. */
export function planOf(...parts: PagePart[]): WalkPlan {
	return { parts: new Set(parts), childDatabases: false };
}

export const databaseJson = (id: string, ...sources: string[]): Json => ({
	object: 'database',
	id,
	title: richText(`Title of ${id}`),
	data_sources: sources.map((source) => ({ id: source, name: `Name of ${source}` })),
});

/** A row with one file in a property. */
export const rowJson = (id: string, more: Json = {}): Json =>
	pageJson(id, {
		properties: { Docs: { id: 'd', type: 'files', files: [hosted(`${id}.pdf`)] } },
		...more,
	});

/** A view over a data source; null: a dashboard. */
export const viewJson = (id: string, source: string | null, more: Json = {}): Json => ({
	object: 'view',
	id,
	type: source === null ? 'dashboard' : 'table',
	name: `Name of ${id}`,
	parent: { type: 'database_id', database_id: 'd' },
	data_source_id: source,
	filter: null,
	sorts: null,
	quick_filters: null,
	...more,
});
