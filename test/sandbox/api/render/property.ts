import { type Page } from '../../workspace/nodes';
import { type PropertyValue } from '../../workspace/properties';
import { dataSourceOf, propertiesOf } from '../../workspace/schema';
import { isShared } from '../../workspace/sharing';
import { uuidFrom } from '../../ids';
import { type AnswerContext } from './answerContext';
import { renderNamedFile } from './file';

/** A property's value as in a page answer, without the id: the form in which rollups hold them. */
export type ValueAnswer = { readonly type: string } & Readonly<Record<string, unknown>>;

/** References that a page answer holds of a rollup or relation; the rest is at the property's own endpoint. */
const REFERENCES_PER_PAGE_ANSWER = 25;

export function renderValue(value: PropertyValue, context: AnswerContext): ValueAnswer {
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
		case 'url':
			return { type: 'url', url: value.url };
		case 'email':
			return { type: 'email', email: value.email };
		case 'number':
			return { type: 'number', number: value.number };
		case 'select':
			return { type: 'select', select: value.option === null ? null : renderOption(value.option) };
		case 'status':
			return { type: 'status', status: value.option === null ? null : renderOption(value.option) };
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
		if (shown) elements.push(renderValue(shown.value, context));
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
		default:
			return { type: rollup.kind, [rollup.kind]: {}, function: fn };
	}
}

function renderOption(name: string) {
	return { id: uuidFrom(`option:${name}`), name, color: 'default' };
}
