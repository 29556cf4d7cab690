import { type Page } from '../../workspace/nodes';
import { type PropertyValue } from '../../workspace/properties';
import { dataSourceOf, propertiesOf } from '../../workspace/schema';
import { isShared } from '../../workspace/sharing';
import { uuidFrom } from '../../ids';
import { type AnswerContext } from './answerContext';
import { renderNamedFile } from './file';

/** A property's value as in a page answer, without the id: the form in which rollups hold them. */
export type ValueAnswer = { readonly type: string } & Readonly<Record<string, unknown>>;

/** References that a page answer holds of a rollup, relation or people property; the rest is at the property's own endpoint. */
export const REFERENCES_PER_PAGE_ANSWER = 25;

export function renderValue(value: PropertyValue, page: Page, context: AnswerContext): ValueAnswer {
	switch (value.type) {
		case 'files':
			return { type: 'files', files: value.files.map((file) => renderNamedFile(file, context)) };
		case 'rollup':
			return { type: 'rollup', rollup: renderRollup(value, context) };
		case 'relation': {
			const related = value.pages.filter(isShared).slice(0, REFERENCES_PER_PAGE_ANSWER);
			const has_more = value.pages.length > REFERENCES_PER_PAGE_ANSWER;
			return { type: 'relation', relation: related.map(({ id }) => ({ id })), has_more };
		}
		case 'rich_text':
			return { type: 'rich_text', rich_text: value.text };
		case 'phone_number':
			return { type: 'phone_number', phone_number: value.phone };
		case 'url':
			return { type: 'url', url: value.url };
		case 'email':
			return { type: 'email', email: value.email };
		case 'number':
			return { type: 'number', number: value.number };
		case 'checkbox':
			return { type: 'checkbox', checkbox: value.checked };
		case 'select':
			return { type: 'select', select: value.option === null ? null : renderOption(value.option) };
		case 'status':
			return { type: 'status', status: value.option === null ? null : renderOption(value.option) };
		case 'multi_select':
			return { type: 'multi_select', multi_select: value.options.map(renderOption) };
		case 'date':
			return { type: 'date', date: renderDate(value.start) };
		case 'people': {
			const people = value.ids.slice(0, REFERENCES_PER_PAGE_ANSWER);
			return { type: 'people', people: people.map((id) => ({ object: 'user', id })) };
		}
		case 'formula':
			return { type: 'formula', formula: renderFormula(value.result) };
		case 'unique_id':
			return { type: 'unique_id', unique_id: { prefix: value.prefix, number: value.number } };
		case 'created_time':
			return { type: 'created_time', created_time: page.createdTime };
		case 'last_edited_time':
			return { type: 'last_edited_time', last_edited_time: page.lastEditedTime };
		case 'button':
			return { type: 'button', button: {} };
	}
}

/** Relations and rollups over databases that are not shared are missing from a page answer. */
export function isOverUnshared(value: PropertyValue): boolean {
	const pages = value.type === 'relation' ? value.pages : rolledUp(value);
	return pages.length > 0 && pages.every((page) => !isShared(dataSourceOf(page) ?? page));
}

function rolledUp(value: PropertyValue): readonly Page[] {
	return value.type === 'rollup' && value.rollup.kind === 'pages' ? value.rollup.pages : [];
}

/** The elements of a rollup over pages, at most so many: one for each page that has the property and is shared. */
export function rollupElements(
	value: Extract<PropertyValue, { type: 'rollup' }>,
	context: AnswerContext,
	atMost = Infinity,
): ValueAnswer[] {
	const { rollup } = value;
	const elements: ValueAnswer[] = [];
	if (rollup.kind !== 'pages') return elements;
	for (const page of rollup.pages.filter(isShared)) {
		if (elements.length >= atMost) break;
		const shown = propertiesOf(page).find(({ name }) => name === rollup.property);
		if (shown) elements.push(renderValue(shown.value, page, context));
	}
	return elements;
}

function renderRollup(value: Extract<PropertyValue, { type: 'rollup' }>, context: AnswerContext) {
	const { rollup, function: fn } = value;
	switch (rollup.kind) {
		case 'pages': {
			const array = rollupElements(value, context, REFERENCES_PER_PAGE_ANSWER);
			return { type: 'array', array, function: fn };
		}
		case 'number':
			return { type: 'number', number: rollup.number, function: fn };
		default:
			return { type: rollup.kind, [rollup.kind]: {}, function: fn };
	}
}

function renderFormula(result: Extract<PropertyValue, { type: 'formula' }>['result']) {
	if (result.kind === 'unsupported') return { type: 'unsupported', unsupported: {} };
	const { value } = result;
	if (typeof value === 'number') return { type: 'number', number: value };
	if (typeof value === 'boolean') return { type: 'boolean', boolean: value };
	return { type: 'string', string: value };
}

function renderOption(name: string) {
	return { id: uuidFrom(`option:${name}`), name, color: 'default' };
}

function renderDate(start: string | null) {
	return start === null ? null : { start, end: null, time_zone: null };
}
