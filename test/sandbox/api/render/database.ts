import { type DatabaseObjectResponse, type DataSourceObjectResponse } from '@notionhq/client';
import { type Database, type DataSource } from '../../workspace/nodes';
import { type PropertyType } from '../../workspace/properties';
import { richText } from '../../workspace/richText';
import { isShared } from '../../workspace/sharing';
import { type AnswerContext } from './answerContext';
import { renderFile, renderIcon } from './file';
import { renderBodyParent } from './parent';
import { type OfNewestVersion, titleUrl, userReference } from './shared';

export function renderDatabase(
	database: Database,
	context: AnswerContext,
): OfNewestVersion<DatabaseObjectResponse> {
	return {
		object: 'database',
		id: database.id,
		title: richText(database.title),
		description: [],
		parent: renderBodyParent(database.parent),
		is_inline: database.isInline,
		in_trash: database.inTrash,
		is_locked: false,
		created_time: database.createdTime,
		last_edited_time: database.lastEditedTime,
		data_sources: database.dataSources
			.filter(isShared)
			.map(({ id, title }) => ({ id, name: title })),
		icon: renderIcon(database.icon, context),
		cover: database.cover && renderFile(database.cover, context),
		url: titleUrl(database.title, database.id),
		public_url: null,
	};
}

export function renderDataSource(
	source: DataSource,
	context: AnswerContext,
): OfNewestVersion<DataSourceObjectResponse> {
	return {
		object: 'data_source',
		id: source.id,
		title: richText(source.title),
		description: [],
		parent: { type: 'database_id', database_id: source.database.id },
		database_parent: renderBodyParent(source.database.parent),
		is_inline: source.database.isInline,
		in_trash: source.inTrash,
		created_time: source.createdTime,
		last_edited_time: source.lastEditedTime,
		created_by: userReference(context),
		last_edited_by: userReference(context),
		properties: renderSchema(source),
		icon: renderIcon(source.icon, context),
		cover: source.cover && renderFile(source.cover, context),
		url: titleUrl(source.title, source.id),
		public_url: null,
	};
}

function renderSchema(source: DataSource): DataSourceObjectResponse['properties'] {
	const properties: Record<string, unknown> = {};
	for (const [name, { id, type }] of source.schema) {
		properties[name] = { id, name, description: null, type, [type]: configurationOf(type, source) };
	}
	properties.Name = { id: 'title', name: 'Name', description: null, type: 'title', title: {} };
	return properties as DataSourceObjectResponse['properties'];
}

function configurationOf(type: PropertyType, { statuses }: DataSource): unknown {
	switch (type) {
		case 'select':
			return { options: [] };
		case 'status':
			return statusesOf(Object.entries(statuses));
		case 'number':
			return { format: 'number' };
		default:
			return {};
	}
}

function statusesOf(groups: ReadonlyArray<[string, readonly string[]]>) {
	const idOf = (option: string): string => `id of ${option}`;
	return {
		options: groups.flatMap(([, options]) => options.map((name) => ({ id: idOf(name), name }))),
		groups: groups.map(([name, options]) => {
			return { id: `group ${name}`, name, option_ids: options.map(idOf) };
		}),
	};
}
