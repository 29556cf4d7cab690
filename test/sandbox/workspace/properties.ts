import { type RichTextItem, richText, type RichTextLike } from './richText';
import { type FileLike, type NamedFile, toNamedFile } from './files';
import { type Page } from './nodes';

/** What a rollup shows. */
export type RollupSource =
	/** A property of the pages that a relation leads to, in their order. */
	| { readonly kind: 'pages'; readonly pages: readonly Page[]; readonly property: string }
	| { readonly kind: 'number'; readonly number: number | null }
	| { readonly kind: 'unsupported' }
	| { readonly kind: 'incomplete' };

type FormulaResult =
	| { readonly kind: 'value'; readonly value: string | number | boolean | null }
	| { readonly kind: 'unsupported' };

export type PropertyValue =
	| { readonly type: 'files'; readonly files: NamedFile[] }
	| {
			readonly type: 'rollup';
			readonly rollup: RollupSource;
			readonly function: 'show_original' | 'show_unique' | 'sum';
	  }
	| { readonly type: 'relation'; readonly pages: readonly Page[] }
	| { readonly type: 'rich_text'; readonly text: RichTextItem[] }
	| { readonly type: 'url'; readonly url: string | null }
	| { readonly type: 'email'; readonly email: string | null }
	| { readonly type: 'phone_number'; readonly phone: string | null }
	| { readonly type: 'number'; readonly number: number | null }
	| { readonly type: 'checkbox'; readonly checked: boolean }
	| { readonly type: 'select'; readonly option: string | null }
	| { readonly type: 'status'; readonly option: string | null }
	| { readonly type: 'multi_select'; readonly options: readonly string[] }
	| { readonly type: 'date'; readonly start: string | null }
	| { readonly type: 'people'; readonly ids: readonly string[] }
	| { readonly type: 'formula'; readonly result: FormulaResult }
	| { readonly type: 'unique_id'; readonly prefix: string | null; readonly number: number }
	| { readonly type: 'created_time' }
	| { readonly type: 'last_edited_time' }
	| { readonly type: 'button' };

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
	rollupNumber: (number: number | null): PropertyValue => ({
		type: 'rollup',
		rollup: { kind: 'number', number },
		function: 'sum',
	}),
	/** A rollup that the API does not give out. */
	rollupUnavailable: (kind: 'unsupported' | 'incomplete'): PropertyValue => ({
		type: 'rollup',
		rollup: { kind },
		function: 'show_original',
	}),
	relation: (...pages: readonly Page[]): PropertyValue => ({ type: 'relation', pages }),
	richText: (text: RichTextLike): PropertyValue => ({ type: 'rich_text', text: richText(text) }),
	url: (url: string | null): PropertyValue => ({ type: 'url', url }),
	email: (email: string | null): PropertyValue => ({ type: 'email', email }),
	phone: (phone: string | null): PropertyValue => ({ type: 'phone_number', phone }),
	number: (number: number | null): PropertyValue => ({ type: 'number', number }),
	checkbox: (checked: boolean): PropertyValue => ({ type: 'checkbox', checked }),
	select: (option: string | null): PropertyValue => ({ type: 'select', option }),
	status: (option: string | null): PropertyValue => ({ type: 'status', option }),
	multiSelect: (...options: readonly string[]): PropertyValue => ({
		type: 'multi_select',
		options,
	}),
	date: (start: string | null): PropertyValue => ({ type: 'date', start }),
	people: (...ids: readonly string[]): PropertyValue => ({ type: 'people', ids }),
	formula: (value: string | number | boolean | null): PropertyValue => ({
		type: 'formula',
		result: { kind: 'value', value },
	}),
	formulaUnsupported: (): PropertyValue => ({ type: 'formula', result: { kind: 'unsupported' } }),
	uniqueId: (prefix: string | null, number: number): PropertyValue => ({
		type: 'unique_id',
		prefix,
		number,
	}),
	createdTime: (): PropertyValue => ({ type: 'created_time' }),
	lastEditedTime: (): PropertyValue => ({ type: 'last_edited_time' }),
	button: (): PropertyValue => ({ type: 'button' }),
};

/** What a row shows for a property of its data source that nobody filled in. */
export function emptyValue(type: PropertyType): PropertyValue {
	const empty: Record<PropertyType, () => PropertyValue> = {
		files: () => property.files(),
		rollup: () => property.rollup([], ''),
		relation: () => property.relation(),
		rich_text: () => property.richText(''),
		url: () => property.url(null),
		email: () => property.email(null),
		phone_number: () => property.phone(null),
		number: () => property.number(null),
		checkbox: () => property.checkbox(false),
		select: () => property.select(null),
		status: () => property.status(null),
		multi_select: () => property.multiSelect(),
		date: () => property.date(null),
		people: () => property.people(),
		formula: () => property.formula(null),
		unique_id: () => property.uniqueId(null, 0),
		created_time: property.createdTime,
		last_edited_time: property.lastEditedTime,
		button: property.button,
	};
	return empty[type]();
}
