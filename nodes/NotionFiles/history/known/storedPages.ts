import type { Child } from '../../locate/KnownTree';
import type { PageEntry } from './entries';
import type { Section } from './Section';

const ID_BYTES = 16;
const INDEX_BYTES = 3;

/** ID, flags, edited, minute, numbers of children and open files. */
const FIXED_BYTES = ID_BYTES + 1 + 4 + 4 + 2 + 1;

/** The index of a child that is a database has this bit. */
export const DATABASE = 0x80_0000;

const FLAGS = { sure: 1, atRest: 2, deep: 4 } as const;

/** A record for each page; children are the numbers of records. */
export function storedPages(
	pages: ReadonlyMap<string, PageEntry>,
	indexOfChild: (key: string, kind: Child['kind']) => number | undefined,
): Buffer {
	const records: Buffer[] = [];
	for (const [key, page] of pages) {
		const children = [...(page.children ?? [])];
		const indexes = children.flatMap(([child, kind]) => indexOfChild(child, kind) ?? []);
		// A page that does not know all of its children has to be read.
		const isWhole = indexes.length === children.length && indexes.length <= 0xffff;
		const open = isWhole ? page.open : [];
		const flags =
			(page.sure ? FLAGS.sure : 0) |
			(page.atRest && isWhole ? FLAGS.atRest : 0) |
			(page.children && isWhole ? FLAGS.deep : 0);
		const fixed = Buffer.alloc(FIXED_BYTES);
		let at = fixed.write(key, 'hex');
		at = fixed.writeUInt8(flags, at);
		at = fixed.writeUInt32BE(page.edited, at);
		at = fixed.writeUInt32BE(page.minute, at);
		at = fixed.writeUInt16BE(isWhole ? indexes.length : 0, at);
		fixed.writeUInt8(open.length, at);
		records.push(fixed, isWhole ? indexBytes(indexes) : EMPTY, Buffer.from(open.join(''), 'hex'));
	}
	return Buffer.concat(records);
}

const EMPTY = Buffer.alloc(0);

export function indexBytes(indexes: readonly number[]): Buffer {
	const bytes = Buffer.alloc(indexes.length * INDEX_BYTES);
	indexes.forEach((index, n) => bytes.writeUIntBE(index, n * INDEX_BYTES, INDEX_BYTES));
	return bytes;
}

export function indexesIn(bytes: Buffer): number[] {
	const count = Math.floor(bytes.length / INDEX_BYTES);
	return Array.from({ length: count }, (_, n) => bytes.readUIntBE(n * INDEX_BYTES, INDEX_BYTES));
}

/** Reads them into a section, which has its databases already. */
export function readPages(bytes: Buffer, section: Section): void {
	const indexes = new Map<PageEntry, number[]>();
	for (let at = 0; at + FIXED_BYTES <= bytes.length;) {
		const key = bytes.toString('hex', at, at + ID_BYTES);
		const flags = bytes.readUInt8(at + ID_BYTES);
		const edited = bytes.readUInt32BE(at + ID_BYTES + 1);
		const minute = bytes.readUInt32BE(at + ID_BYTES + 5);
		const children = bytes.readUInt16BE(at + ID_BYTES + 9) * INDEX_BYTES;
		const open = bytes.readUInt8(at + ID_BYTES + 11) * ID_BYTES;
		const childrenAt = at + FIXED_BYTES;
		const openAt = childrenAt + children;
		at = openAt + open;
		if (at > bytes.length) return;
		const page: PageEntry = {
			edited,
			minute,
			sure: (flags & FLAGS.sure) !== 0,
			atRest: (flags & FLAGS.atRest) !== 0,
			children: undefined,
			open: bytes.toString('hex', openAt, at).match(/.{32}/g) ?? [],
		};
		section.pages.set(key, page);
		if ((flags & FLAGS.deep) !== 0)
			indexes.set(page, indexesIn(bytes.subarray(childrenAt, openAt)));
	}
	giveChildren(indexes, section);
}

function giveChildren(indexes: ReadonlyMap<PageEntry, number[]>, section: Section): void {
	const pageKeys = [...section.pages.keys()];
	const databaseKeys = [...section.databases.keys()];
	for (const [page, numbers] of indexes) {
		const children = numbers.map((n): [string | undefined, Child['kind']] =>
			n < DATABASE ? [pageKeys[n], 'page'] : [databaseKeys[n - DATABASE], 'database'],
		);
		if (children.some(([key]) => key === undefined))
			Object.assign(page, { atRest: false, open: [] });
		else page.children = new Map(children as Array<[string, Child['kind']]>);
	}
}
