import { type Known } from './registry';
import { type ParentOfNode } from './nodes';

/** Sharing a page shares everything below it, until something below says otherwise. */
export function isShared(entry: Known): boolean {
	if ('shared' in entry && entry.shared !== undefined) return entry.shared;
	const parent = parentOf(entry);
	return parent === undefined || parent === 'workspace' || isShared(parent);
}

function parentOf(entry: Known): ParentOfNode | undefined {
	const isInDatabase = entry.kind === 'dataSource' || entry.kind === 'view';
	return isInDatabase ? entry.database : entry.parent;
}

/** The page or database that something stands in or on. */
export function containerOf(entry: Known): Known | undefined {
	if (entry.kind === 'page' || entry.kind === 'database' || entry.kind === 'dataSource')
		return entry;
	if (entry.kind === 'view') return undefined;
	return entry.parent && containerOf(entry.parent);
}
