import { type PageObjectResponse } from '@notionhq/client';
import { type Page } from '../../workspace/nodes';
import { richText } from '../../workspace/richText';
import { dataSourceOf, propertiesOf } from '../../workspace/schema';
import { type AnswerContext } from './answerContext';
import { renderFile, renderIcon } from './file';
import { renderParent } from './parent';
import { isOverUnshared, renderValue } from './property';
import { type OfNewestVersion, titleUrl, userReference } from './shared';

/** A page object. `only` are ids or names of the properties that were asked for. */
export function renderPage(
	page: Page,
	context: AnswerContext,
	only: readonly string[] = [],
): OfNewestVersion<PageObjectResponse> {
	return {
		object: 'page',
		id: page.id,
		created_time: page.createdTime,
		last_edited_time: page.lastEditedTime,
		created_by: userReference(context),
		last_edited_by: userReference(context),
		cover: page.cover && renderFile(page.cover, context),
		icon: renderIcon(page.icon, context),
		parent: renderParent(page.parent),
		in_trash: page.inTrash,
		is_archived: page.isArchived,
		is_locked: false,
		properties: renderProperties(page, context, only),
		url: titleUrl(page.title, page.id),
		public_url: null,
	};
}

function renderProperties(page: Page, context: AnswerContext, only: readonly string[]) {
	const wanted = (id: string, name: string) =>
		only.length === 0 || only.includes(decodeURIComponent(id)) || only.includes(name);
	const properties: Record<string, unknown> = {};
	for (const { name, entry, value } of propertiesOf(page)) {
		if (!wanted(entry.id, name) || isOverUnshared(value)) continue;
		properties[name] = { id: entry.id, ...renderValue(value, context) };
	}
	const titleName = titleNameOf(page);
	if (wanted('title', titleName)) {
		properties[titleName] = { id: 'title', type: 'title', title: richText(page.title) };
	}
	// Values outside the SDK's types, such as incomplete rollups, are meant to be there.
	return properties as PageObjectResponse['properties'];
}

/** The title property's name: rows have one of the schema, other pages `title`. */
function titleNameOf(page: Page): string {
	return dataSourceOf(page) ? 'Name' : 'title';
}
