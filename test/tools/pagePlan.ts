import { generatedContent, type Content } from '../sandbox';

/** A page of files of one size, as both sides of a measurement know it. */
export interface PagePlan {
	/** Distinguishes its files from those of other pages. */
	name: string;
	files: number;
	/** Of each. */
	bytes: number;
	/** One in so many files meets a fault on the wire; none where it is left out. */
	oneFaultIn?: number;
}

export function fileNameOf(index: number): string {
	return `${index}.bin`;
}

export function contentOf({ name, bytes }: PagePlan, index: number): Content {
	return generatedContent(bytes, `${name} ${index}`);
}

/** A page with one file of so many bytes. */
export function largeFile(bytes: number): PagePlan {
	return { name: `One file of ${bytes} bytes`, files: 1, bytes };
}
