import { type BlockContent } from './blockContent';
import { type FileSource, type Icon } from './files';
import { type PropertyValue } from './properties';
import { type Upload } from '../storage/upload';

/** How a listing of a block's children goes wrong, if it does. */
export type ChildrenAnswer = 'ok' | 'notFound' | 'unsupported' | 'empty';

interface Common {
	readonly id: string;
	createdTime: string;
	lastEditedTime: string;
	inTrash: boolean;
}

/** Everything that can stand in a page's body. */
export type Node = Block | Page | Database;

export type ParentOfNode = Page | Block | Database | DataSource | 'workspace';

export interface Page extends Common {
	readonly kind: 'page';
	parent: ParentOfNode;
	title: string;
	cover: FileSource | null;
	icon: Icon | null;
	/** All but the title. */
	readonly properties: Map<string, PropertyValue>;
	readonly children: Node[];
	/** Undefined: as its parent. */
	shared?: boolean;
	isArchived: boolean;
}

export interface Database extends Common {
	readonly kind: 'database';
	parent: Page | Block | 'workspace';
	title: string;
	cover: FileSource | null;
	icon: Icon | null;
	isInline: boolean;
	readonly dataSources: DataSource[];
	shared?: boolean;
	/** A view of a database elsewhere, which the API refuses: as `linked` or as one `without` sources. */
	linked?: 'linked' | 'without';
}

/** Of a database, linked or not. */
export interface View {
	readonly kind: 'view';
	readonly id: string;
	readonly database: Database;
	/** Whose rows it shows; null: a dashboard. */
	readonly dataSource: DataSource | null;
	readonly type: string;
	name: string;
	/** By names or IDs of properties, in the form of a query’s. */
	filter: Readonly<Record<string, unknown>> | null;
	quickFilters: Readonly<Record<string, unknown>> | null;
	sorts: readonly unknown[] | null;
	readonly createdTime: string;
	lastEditedTime: string;
}

export interface DataSource extends Common {
	readonly kind: 'dataSource';
	readonly database: Database;
	title: string;
	cover: FileSource | null;
	icon: Icon | null;
	readonly schema: Map<string, SchemaEntry>;
	/** The options of its statuses by their groups; empty: any option, in no group. */
	readonly statuses: Readonly<Record<string, readonly string[]>>;
	/** Rows in the order they were added. A data source may be pushed as well: wikis hold them. */
	readonly rows: (Page | DataSource)[];
	/** Pages that are no rows, from which people make rows. */
	readonly templates: Page[];
	shared?: boolean;
}

export interface SchemaEntry {
	/** URL-encoded, as the API gives it. */
	readonly id: string;
	readonly type: PropertyValue['type'];
}

export interface Comment {
	readonly kind: 'comment';
	readonly id: string;
	readonly discussionId: string;
	readonly parent: Page | Block;
	readonly createdTime: string;
	text: string;
	readonly attachments: Attachment[];
	/** Resolved comments are not listed. */
	resolved: boolean;
}

export interface Attachment {
	readonly category: 'audio' | 'image' | 'pdf' | 'productivity' | 'video';
	/** Undefined: a file without a link. */
	readonly upload: Upload | undefined;
}

/** A block. It gets its id when it is put into a workspace. */
export class Block {
	readonly kind = 'block';
	readonly children: Node[];
	parent?: Page | Block;
	createdTime = '';
	lastEditedTime = '';
	inTrash = false;
	childrenAnswer: ChildrenAnswer = 'ok';
	private assignedId?: string;

	constructor(
		public content: BlockContent,
		children: readonly Block[] = [],
	) {
		this.children = [...children];
	}

	get type(): BlockContent['type'] {
		return this.content.type;
	}

	get id(): string {
		if (this.assignedId === undefined) {
			throw new Error(`This ${this.type} block is in no workspace yet, so it has no id`);
		}
		return this.assignedId;
	}

	get isPlaced(): boolean {
		return this.assignedId !== undefined;
	}

	/** Called by the workspace, once. */
	place(id: string, parent: Page | Block, time: string): void {
		if (this.isPlaced) throw new Error(`This ${this.type} block is in a workspace already`);
		this.assignedId = id;
		this.parent = parent;
		this.createdTime = time;
		this.lastEditedTime = time;
	}
}
