import { type SandboxClock, minuteOf } from '../clock';
import { type ContentLike } from '../content/content';
import { type ExternalSite } from '../external/externalSite';
import { IdFactory } from '../ids';
import { type Storage } from '../storage/storage';
import { Upload, type UploadOptions } from '../storage/upload';
import { type Icon, toFileOrNone, toIconOrNone } from './files';
import {
	type Attachment,
	type Block,
	type Comment,
	type Database,
	type DataSource,
	type Page,
	type ParentOfNode,
	type View,
} from './nodes';
import { type Birth, newComment, newDatabase, newDataSource, newPage, newView } from './newNodes';
import {
	type Changes,
	type CommentOptions,
	type DatabaseOptions,
	type DataSourceOptions,
	type PageOptions,
	type ViewOptions,
} from './options';
import { type PropertyValue } from './properties';
import { Placement } from './placement';
import { type Known, Registry } from './registry';
import { declareProperty } from './schema';
import { containerOf } from './sharing';

/** The state behind the API. It may be changed at any time, between two requests too. */
export class Workspace {
	readonly registry = new Registry();
	readonly spaceId: string;
	readonly botId: string;
	readonly personId: string;

	private readonly ids: IdFactory;
	/** Every database gets a view: the other IDs are what they were without. */
	private readonly viewIds: IdFactory;
	private readonly placement: Placement;

	constructor(
		seed: string,
		private readonly clock: SandboxClock,
		private readonly storage: Storage,
		private readonly external: ExternalSite,
	) {
		this.ids = new IdFactory(seed);
		this.viewIds = new IdFactory(`${seed} views`);
		this.placement = new Placement(this.registry, this.ids, () => this.now());
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
		const page = newPage(this.birth(), parent, options);
		this.registry.add(page);
		this.placement.list(page);
		for (const [name, value] of Object.entries(options.properties ?? {})) {
			this.setProperty(page, name, value);
		}
		this.placement.append(options.children ?? [], page);
		// Its building is no edit.
		page.lastEditedTime = options.lastEditedTime ?? page.createdTime;
		return page;
	}

	addDatabase(options: DatabaseOptions): Database & { readonly dataSource: DataSource } {
		const base = newDatabase(this.birth(), options);
		this.registry.add(base);
		this.placement.list(base);
		const { title, schema, statuses } = options;
		// What a linked view shows belongs to a database elsewhere.
		const shared = options.linked ? false : undefined;
		const dataSource = this.addDataSource(base, { title, schema, statuses, shared });
		const shown = options.linked ? (options.showing ?? []) : [dataSource];
		for (const one of shown) this.addView(base, { dataSource: one });
		return Object.assign(base, { dataSource });
	}

	/** A further view of a database, beside the one that each has. */
	addView(database: Database, options: ViewOptions): View {
		const birth = { id: this.viewIds.next(), time: this.now() };
		const view = newView(birth, database, options);
		this.registry.add(view);
		return view;
	}

	/** A page from which rows are made; it is none itself. */
	addTemplate(parent: DataSource, options: Omit<PageOptions, 'parent'>): Page {
		const template = this.addPage({ ...options, parent });
		parent.templates.push(...parent.rows.splice(parent.rows.indexOf(template), 1).filter(isPage));
		return template;
	}

	/** A further data source in a database. */
	addDataSource(database: Database, options: DataSourceOptions): DataSource {
		const source = newDataSource(this.birth(), database, options);
		for (const [name, type] of Object.entries(options.schema ?? {}))
			declareProperty(source, name, type);
		database.dataSources.push(source);
		this.registry.add(source);
		return source;
	}

	/** Puts blocks at the end of a page or block, or before the child at the given index. */
	addBlocks(parent: Page | Block, blocks: readonly Block[], at?: number): void {
		this.placement.append(blocks, parent);
		if (at !== undefined) {
			const added = parent.children.splice(parent.children.length - blocks.length);
			parent.children.splice(at, 0, ...added);
		}
		this.touch(parent);
	}

	addComment(
		parent: Page | Block,
		attachments: readonly (Upload | Attachment)[] = [],
		options: CommentOptions = {},
	): Comment {
		const comment = newComment(this.birth(), this.ids.next(), parent, attachments, options);
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

	/** Changes what is seen of a page, database or data source. */
	edit(target: Page | Database | DataSource, changes: Changes): void {
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
		this.placement.remove(target);
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

	private birth(): Birth {
		return { id: this.ids.next(), time: this.now() };
	}

	private now(): string {
		return minuteOf(this.clock.now());
	}
}

function isPage(row: Page | DataSource): row is Page {
	return row.kind === 'page';
}

function firstSource(database: Database): DataSource {
	const [source] = database.dataSources;
	if (!source) throw new Error(`Database “${database.title}” has no data source`);
	return source;
}
