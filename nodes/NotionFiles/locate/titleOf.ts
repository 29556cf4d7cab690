import { plainText, type Json } from '../json';

/** The title of a database or data source, as people read it. */
export function titleOf({ title }: Json): string {
	return plainText(title).trim() || 'Untitled';
}
