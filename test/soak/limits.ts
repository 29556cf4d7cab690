import type { Figures } from './measure';

const KB = 1_000;
const MB = 1_000 * KB;

/** What recorded runs gave, and what is allowed, in bytes. */
export interface Limit {
	lowest: number;
	highest: number;
	limit: number;
}
