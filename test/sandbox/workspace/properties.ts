import { type FileLike, type NamedFile, toNamedFile } from './files';
import { type Page } from './nodes';

/** What a rollup shows. */
export type RollupSource =
	/** A property of the pages that a relation leads to, in their order. */
	| { readonly kind: 'pages'; readonly pages: readonly Page[]; readonly property: string }
	| { readonly kind: 'unsupported' }
	| { readonly kind: 'incomplete' };

export type PropertyValue =
	| { readonly type: 'files'; readonly files: NamedFile[] }
	| {
			readonly type: 'rollup';
			readonly rollup: RollupSource;
			readonly function: 'show_original' | 'show_unique';
	  }
	| { readonly type: 'relation'; readonly pages: readonly Page[] }
	| { readonly type: 'url'; readonly url: string | null }
	| { readonly type: 'email'; readonly email: string | null }
	| { readonly type: 'number'; readonly number: number | null }
	| { readonly type: 'select'; readonly option: string | null }
	| { readonly type: 'status'; readonly option: string | null };

export type PropertyType = PropertyValue['type'];

/** Values for the properties of rows. */
export const property = {
	files: (...entries: readonly (FileLike | NamedFile)[]): PropertyValue => ({
		type: 'files',
		files: entries.map(toNamedFile),
	}),
	/** Shows a property of other pages; the pages' own changes show at once. */
	rollup: (
		pages: readonly Page[],
		propertyName: string,
		fn: 'show_original' | 'show_unique' = 'show_original',
	): PropertyValue => ({
		type: 'rollup',
		rollup: { kind: 'pages', pages, property: propertyName },
		function: fn,
	}),
	/** A rollup that the API does not give out. */
	rollupUnavailable: (kind: 'unsupported' | 'incomplete'): PropertyValue => ({
		type: 'rollup',
		rollup: { kind },
		function: 'show_original',
	}),
	relation: (...pages: readonly Page[]): PropertyValue => ({ type: 'relation', pages }),
	url: (url: string | null): PropertyValue => ({ type: 'url', url }),
	email: (email: string | null): PropertyValue => ({ type: 'email', email }),
	number: (number: number | null): PropertyValue => ({ type: 'number', number }),
	select: (option: string | null): PropertyValue => ({ type: 'select', option }),
	status: (option: string | null): PropertyValue => ({ type: 'status', option }),
};

/** What a row shows for a property of its data source that nobody filled in. */
export function emptyValue(type: PropertyType): PropertyValue {
	const empty: Record<PropertyType, () => PropertyValue> = {
		files: () => property.files(),
		rollup: () => property.rollup([], ''),
		relation: () => property.relation(),
		url: () => property.url(null),
		email: () => property.email(null),
		number: () => property.number(null),
		select: () => property.select(null),
		status: () => property.status(null),
	};
	return empty[type]();
}
