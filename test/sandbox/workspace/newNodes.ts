import { type Upload } from '../storage/upload';
import { toAttachment } from './attachments';
import { toFileOrNone, toIconOrNone } from './files';
import {
	type Attachment,
	type Block,
	type Comment,
	type Database,
	type DataSource,
	type Page,
	type View,
} from './nodes';
import {
	type CommentOptions,
	type DatabaseOptions,
	type DataSourceOptions,
	type Look,
	type PageOptions,
	type ViewOptions,
} from './options';

/** What the workspace gives to everything that is new in it. */
export interface Birth {
	readonly id: string;
	readonly time: string;
}

export function newPage(birth: Birth, parent: Page['parent'], options: PageOptions): Page {
	const { title, inTrash = false, isArchived = false } = options;
	return {
		kind: 'page',
		...look(birth, options),
		parent,
		title,
		properties: new Map(),
		children: [],
		inTrash,
		isArchived,
	};
}

export function newDatabase(birth: Birth, options: DatabaseOptions): Database {
	const { title, parent = 'workspace', isInline = parent !== 'workspace', linked } = options;
	return {
		kind: 'database',
		...look(birth, options),
		parent,
		title,
		inTrash: false,
		dataSources: [],
		isInline,
		linked,
	};
}

export function newDataSource(
	birth: Birth,
	database: Database,
	options: DataSourceOptions,
): DataSource {
	return {
		kind: 'dataSource',
		...look(birth, options),
		database,
		title: options.title,
		inTrash: false,
		schema: new Map(),
		statuses: options.statuses ?? {},
		rows: [],
		templates: [],
	};
}

export function newView({ id, time }: Birth, database: Database, options: ViewOptions): View {
	const { dataSource = database.dataSources[0] ?? null, filter = null, sorts = null } = options;
	const { name = 'Default view', quickFilters = null } = options;
	const type = options.type ?? (dataSource ? 'table' : 'dashboard');
	return {
		kind: 'view',
		id,
		database,
		dataSource,
		type,
		name,
		filter,
		quickFilters,
		sorts,
		createdTime: time,
		lastEditedTime: time,
	};
}

export function newComment(
	{ id, time }: Birth,
	discussionId: string,
	parent: Page | Block,
	attachments: readonly (Upload | Attachment)[],
	{ text = '', resolved = false }: CommentOptions,
): Comment {
	return {
		kind: 'comment',
		id,
		discussionId,
		parent,
		createdTime: time,
		text,
		attachments: attachments.map(toAttachment),
		resolved,
	};
}

function look({ id, time }: Birth, options: Look) {
	const { cover, icon, shared, createdTime = time, lastEditedTime = createdTime } = options;
	return {
		id,
		createdTime,
		lastEditedTime,
		cover: toFileOrNone(cover),
		icon: toIconOrNone(icon),
		shared,
	};
}
