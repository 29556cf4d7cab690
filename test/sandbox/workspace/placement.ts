import { type IdFactory } from '../ids';
import {
	type Block,
	type Database,
	type Node,
	type Page,
	type ParentOfNode,
	type View,
} from './nodes';
import { type Known, type Registry } from './registry';

/** Puts nodes into the tree and takes them out, so that tree and registry always agree. */
export class Placement {
	constructor(
		private readonly registry: Registry,
		private readonly ids: IdFactory,
		private readonly now: () => string,
	) {}

	/** Appends blocks to a page or block; everything below them gets its id as well. */
	append(blocks: readonly Block[], parent: Page | Block): void {
		for (const block of blocks) this.adopt(block, parent);
		parent.children.push(...blocks);
	}

	/** Shows a page or database in its parent's body; rows are in no body. */
	list(node: Page | Database): void {
		const { parent } = node;
		if (parent === 'workspace') return;
		if (parent.kind === 'page' || parent.kind === 'block') parent.children.push(node);
		if (parent.kind === 'dataSource' && node.kind === 'page') parent.rows.push(node);
	}

	/** Takes something away with everything below it. */
	remove(target: Known): void {
		if (target.kind !== 'view') this.takeOut(target);
		this.forget(target);
	}

	private takeOut(target: Exclude<Known, View>): void {
		const parent = target.kind === 'dataSource' ? target.database : target.parent;
		if (parent && parent !== 'workspace') unlist(parent, target);
	}

	private adopt(block: Block, parent: Page | Block): void {
		block.place(this.ids.next(), parent, this.now());
		this.registry.add(block);
		for (const below of [...block.children, ...partsOf(block)]) {
			if (below.kind === 'block') this.adopt(below, block);
		}
	}

	private forget(target: Known): void {
		this.registry.delete(target);
		const comments = this.registry.all('comment').filter(({ parent }) => parent === target);
		const views = this.registry.all('view').filter(({ database }) => database === target);
		for (const below of [...belowOf(target), ...comments, ...views]) this.forget(below);
	}
}

/** What a block points to without listing it. */
function partsOf({ content }: Block): readonly Node[] {
	const isMeeting = content.type === 'meeting_notes' || content.type === 'transcription';
	return isMeeting ? Object.values(content.value.parts) : [];
}

function belowOf(target: Known): readonly Known[] {
	switch (target.kind) {
		case 'page':
			return target.children;
		case 'block':
			return [...target.children, ...partsOf(target)];
		case 'database':
			return target.dataSources;
		case 'dataSource':
			return [...target.rows, ...target.templates];
		case 'comment':
		case 'view':
			return [];
	}
}

function unlist(parent: Exclude<ParentOfNode, 'workspace'>, target: Known): void {
	const list: Known[] = listOf(parent);
	const index = list.indexOf(target);
	if (index >= 0) list.splice(index, 1);
}

function listOf(parent: Exclude<ParentOfNode, 'workspace'>) {
	switch (parent.kind) {
		case 'database':
			return parent.dataSources;
		case 'dataSource':
			return parent.rows;
		default:
			return parent.children;
	}
}
