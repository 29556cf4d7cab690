import type { Json } from '../json';

/** A table of rows; a database holds one or more. */
export interface SourceRef {
	id: string;
	name: string;
	/** As Notion returned it, where it had to be read to know the name. */
	object?: Json;
}
