import { asText, type Json } from '../json';
import type { PagePart } from './WalkPlan';

/**
 * The types whose children can hold no file, child page or child database, each with the parts that
 * need them anyway. By the types of @notionhq/client 5.26.0: `BlockObjectRequest`
 * (api-endpoints/common.ts) says what goes into a block, `BlockObjectResponse` (blocks.ts) what each
 * type holds; a unit test holds this against the client that is installed.
 *
 * Every other type is walked if it says that it has children, future types included.
 */
const NO_FILES_BELOW: Readonly<Record<string, readonly PagePart[]>> = {
	// Only rows, which hold rich text and have no children. No part looks at links, mentions and emojis
	// in text. Comments on the text of a cell belong to its row.
	table: ['blockComments'],
	// Notion says that they have children, and refuses to list them: “Block type … is not supported via the
	// API” (outline/outline#9289, n8n-io/n8n#26188).
	unsupported: [],
};

/** Whether the list of a block's children may hold something of these parts, or a page or database. */
export function isWorthListing(block: Json, parts: ReadonlySet<PagePart>): boolean {
	if (block.has_children !== true) return false;
	const type = asText(block.type) ?? '';
	if (!Object.hasOwn(NO_FILES_BELOW, type)) return true;
	return NO_FILES_BELOW[type]?.some((part) => parts.has(part)) === true;
}
