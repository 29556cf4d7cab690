import { type SandboxClock, minuteOf } from '../clock';
import { type ContentLike } from '../content/content';
import { type ExternalSite } from '../external/externalSite';
import { IdFactory } from '../ids';
import { type Storage } from '../storage/storage';
import { Upload, type UploadOptions } from '../storage/upload';
import { type FileLike, type Icon, type IconLike, toFileOrNone, toIconOrNone } from './files';
import {
	type Attachment,
	type Block,
	type Comment,
	type Database,
	type DataSource,
	type Node,
	type Page,
	type ParentOfNode,
} from './nodes';
import { type PropertyType, type PropertyValue } from './properties';
import { type Known, Registry } from './registry';
import { declareProperty } from './schema';
import { containerOf } from './sharing';

interface Look {
	cover?: FileLike | null;
	icon?: IconLike | null;
	/** Default: as its parent; at the top, shared. */
	shared?: boolean;
	createdTime?: string;
	lastEditedTime?: string;
}

export interface PageOptions extends Look {
	title: string;
	/** A data source or database makes the page a row. Default: the workspace's top. */
	parent?: Page | Block | Database | DataSource;
	/** A page that is no row has none but its title, so a data source is made for it. */
	properties?: Record<string, PropertyValue>;
	children?: readonly Block[];
	inTrash?: boolean;
	isArchived?: boolean;
}

export interface DatabaseOptions extends Look {
	title: string;
	parent?: Page | Block;
	schema?: Record<string, PropertyType>;
	isInline?: boolean;
	/** A view of a database elsewhere, which the API refuses in one of two wordings. */
	linked?: 'linked' | 'without';
}

export interface DataSourceOptions extends Look {
	title: string;
	schema?: Record<string, PropertyType>;
}

/** The state behind the API. It may be changed at any time, between two requests too. */
export class Workspace {
	readonly registry = new Registry();
	readonly spaceId: string;
	readonly botId: string;
	readonly personId: string;

	private readonly ids: IdFactory;

	constructor(
		seed: string,
		private readonly clock: SandboxClock,
		private readonly storage: Storage,
		private readonly external: ExternalSite,
	) {
		this.ids = new IdFactory(seed);
		this.spaceId = this.ids.next();
		this.botId = this.ids.next();
		this.personId = this.ids.next();
	}

	/** Puts a file into Notion's storage, to be attached wherever it is needed. */
	upload(options: UploadOptions): Upload {
		const upload = new Upload(this.ids.next(), options.spaceId ?? this.spaceId, options);
		this.storage.put(upload);
		return upload;
	}

	/** A workspace's own emoji: its URL is public and unsigned. */
	customEmoji(
		name: string,
		content: ContentLike,
		contentType = 'image/png',
	): Icon & { kind: 'customEmoji' } {
		const id = this.ids.next();
		const path = `/custom_emoji/${this.spaceId}/${id}/${encodeURIComponent(name)}.png`;
		return {
			kind: 'customEmoji',
			id,
			name,
			url: this.external.serve(path, { content, contentType }),
		};
	}

	addPage(options: PageOptions): Page {
		const parent = this.homeOf(options);
		const page: Page = {
			kind: 'page',
			...this.common(options),
			...look(options),
			...{ parent, title: options.title, properties: new Map(), children: [] },
			inTrash: options.inTrash ?? false,
			isArchived: options.isArchived ?? false,
		};
		this.registry.add(page);
		if (parent !== 'workspace' && parent.kind === 'dataSource') parent.rows.push(page);
		else this.listIn(parent, page);
		for (const [name, value] of Object.entries(options.properties ?? {})) {
			this.setProperty(page, name, value);
		}
		this.place(options.children ?? [], page);
		page.lastEditedTime = options.lastEditedTime ?? page.lastEditedTime;
		return page;
	}

	addDatabase(options: DatabaseOptions): Database & { readonly dataSource: DataSource } {
		const parent = options.parent ?? 'workspace';
		const base: Database = {
			kind: 'database',
			...this.common(options),
			...look(options),
			...{ parent, title: options.title, inTrash: false, dataSources: [] },
			isInline: options.isInline ?? parent !== 'workspace',
			linked: options.linked,
		};
		this.registry.add(base);
		this.listIn(parent, base);
		const { title, schema } = options;
		return Object.assign(base, { dataSource: this.addDataSource(base, { title, schema }) });
	}

	/** A further data source in a database. */
	addDataSource(database: Database, options: DataSourceOptions): DataSource {
		const source: DataSource = {
			kind: 'dataSource',
			...this.common(options),
			...look(options),
			...{ database, title: options.title, inTrash: false, schema: new Map(), rows: [] },
		};
		for (const [name, type] of Object.entries(options.schema ?? {}))
			declareProperty(source, name, type);
		database.dataSources.push(source);
		this.registry.add(source);
		return source;
	}

	/** Puts blocks at the end of a page or block, or before the child at the given index. */
	addBlocks(parent: Page | Block, blocks: readonly Block[], at?: number): void {
		this.place(blocks, parent);
		if (at !== undefined) {
			const added = parent.children.splice(parent.children.length - blocks.length);
			parent.children.splice(at, 0, ...added);
		}
		this.touch(parent);
	}

	addComment(
		parent: Page | Block,
		attachments: readonly (Upload | Attachment)[] = [],
		options: { text?: string; resolved?: boolean } = {},
	): Comment {
		const comment: Comment = {
			...{ kind: 'comment', id: this.ids.next(), discussionId: this.ids.next(), parent },
			...{ createdTime: this.now(), text: options.text ?? '', resolved: options.resolved ?? false },
			attachments: attachments.map(toAttachment),
		};
		this.registry.add(comment);
		return comment;
	}

	/** Sets a property of a row, and makes it known to the data source. */
	setProperty(page: Page, name: string, value: PropertyValue): void {
		if (page.parent === 'workspace' || page.parent.kind !== 'dataSource') {
			throw new Error(
				`“${page.title}” is no row of a data source, so it has no property “${name}”`,
			);
		}
		declareProperty(page.parent, name, value.type);
		page.properties.set(name, value);
		this.touch(page);
	}

	/** Takes a property away from the whole data source. */
	removeProperty(source: DataSource, name: string): void {
		source.schema.delete(name);
		for (const row of source.rows) if (row.kind === 'page') row.properties.delete(name);
	}

	/** Changes what is seen of a page, database or data source. */
	edit(
		target: Page | Database | DataSource,
		changes: { title?: string; cover?: FileLike | null; icon?: IconLike | null; shared?: boolean },
	): void {
		const { title, cover, icon } = changes;
		if (title !== undefined) target.title = title;
		if (cover !== undefined) target.cover = toFileOrNone(cover);
		if (icon !== undefined) target.icon = toIconOrNone(icon);
		if ('shared' in changes) target.shared = changes.shared;
		this.touch(target);
	}

	/** Gives a block the content of another one; id, place and children stay. */
	editBlock(block: Block, content: Block): void {
		block.content = content.content;
		this.touch(block);
	}

	/** Into the trash: still retrieved by id, no longer listed. */
	trash(target: Page | Block | Database | DataSource): void {
		target.inTrash = true;
		this.touch(target);
	}

	/** Away for good, with everything below. */
	remove(target: Known): void {
		const parent = target.kind === 'dataSource' ? target.database : target.parent;
		if (parent && parent !== 'workspace') unlist(parent, target);
		this.forget(target);
	}

	/** Stamps something, and the page it stands in, with the sandbox's time. */
	touch(target: Known): void {
		for (const touched of [target, containerOf(target)]) {
			if (touched && touched.kind !== 'comment') touched.lastEditedTime = this.now();
		}
	}

	private homeOf(options: PageOptions): Exclude<ParentOfNode, Database> {
		const { parent, properties, title, shared } = options;
		if (parent?.kind === 'database') return firstSource(parent);
		if (parent?.kind === 'dataSource' || !properties) return parent ?? 'workspace';
		return this.addDatabase({ title: `${title} (database)`, parent, shared }).dataSource;
	}

	private place(blocks: readonly Block[], parent: Page | Block): void {
		for (const block of blocks) {
			block.place(this.ids.next(), parent, this.now());
			this.registry.add(block);
			if (!parent.children.includes(block)) parent.children.push(block);
			this.place(block.children.filter(isBlock), block);
			this.placeParts(block);
		}
	}

	private placeParts(block: Block): void {
		const { content } = block;
		if (content.type !== 'meeting_notes' && content.type !== 'transcription') return;
		for (const part of Object.values(content.value.parts)) {
			part.place(this.ids.next(), block, this.now());
			this.registry.add(part);
			this.place(part.children.filter(isBlock), part);
		}
	}

	private listIn(parent: ParentOfNode, node: Page | Database): void {
		if (parent !== 'workspace' && (parent.kind === 'page' || parent.kind === 'block')) {
			parent.children.push(node);
		}
	}

	private forget(target: Known): void {
		this.registry.delete(target);
		if (target.kind === 'page' || target.kind === 'block')
			target.children.forEach((child) => this.forget(child));
		if (target.kind === 'database') target.dataSources.forEach((source) => this.forget(source));
		if (target.kind === 'dataSource') target.rows.forEach((row) => this.forget(row));
	}

	private common(options: Look) {
		const createdTime = options.createdTime ?? this.now();
		const lastEditedTime = options.lastEditedTime ?? createdTime;
		return { id: this.ids.next(), createdTime, lastEditedTime, inTrash: false };
	}

	private now(): string {
		return minuteOf(this.clock.now());
	}
}

function look({ cover, icon, shared }: Look) {
	return { cover: toFileOrNone(cover), icon: toIconOrNone(icon), shared };
}

function firstSource(database: Database): DataSource {
	const [source] = database.dataSources;
	if (!source) throw new Error(`Database “${database.title}” has no data source`);
	return source;
}

function isBlock(node: Node): node is Block {
	return node.kind === 'block';
}

function unlist(parent: Exclude<ParentOfNode, 'workspace'>, target: Known): void {
	const list: Known[] =
		parent.kind === 'database'
			? parent.dataSources
			: parent.kind === 'dataSource'
				? parent.rows
				: parent.children;
	const index = list.indexOf(target);
	if (index >= 0) list.splice(index, 1);
}

function toAttachment(like: Upload | Attachment): Attachment {
	if ('category' in like) return like;
	const type = like.contentType ?? '';
	const [family] = type.split('/');
	const isMedia = family === 'image' || family === 'audio' || family === 'video';
	return {
		upload: like,
		category: isMedia ? family : type === 'application/pdf' ? 'pdf' : 'productivity',
	};
}
