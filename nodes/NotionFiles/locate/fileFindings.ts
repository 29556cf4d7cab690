import { shortHash } from '../files/identity';
import { chooseName, isTypedName } from '../files/chooseName';
import { describePlace } from '../files/describe';
import { isWebAppFileLink, isWebPlayer, nameFromUrl } from '../files/links';
import { shortName } from '../outward';
import { readFile, readFileObject, type ReadFileObject } from './fileObject';
import { asText, type Json } from '../json';
import type { Finding } from './Finding';
import type { Expectation, FilePlace, PageRef } from '../files/NotionFile';

/** What is known about a place besides the file object itself. */
export interface FileContext {
	place: FilePlace;
	page: PageRef;
	expectation: Expectation;
	/** The name of a file that has none: `cover`, `image-1a2b3c4d`. */
	fallbackStem: string;
	caption?: string;
	/** The page, block or comment as Notion returned it: it has the times. */
	of: Json;
}

/** The finding for a file object at a place; empty if the place holds none. */
export function findingsFor(value: unknown, context: FileContext): Finding[] {
	return findingsForRead(readFileObject(value), context);
}

/** The same at a place for files alone: what is there and cannot be read is reported. */
export function findingsForFile(value: unknown, context: FileContext): Finding[] {
	return findingsForRead(readFile(value), context);
}

export function findingsForRead(read: ReadFileObject, context: FileContext): Finding[] {
	const where = describePlace(context.place, context.page);
	switch (read.kind) {
		case 'none':
			return [];
		case 'withoutLink':
			return [
				{
					kind: 'skipped',
					reason: `Notion returned no link for ${quoted(read.name) ?? 'the file'} in ${where}`,
				},
			];
		case 'link':
			return [fromLink(read, context, where)];
	}
}

function fromLink(
	read: Extract<ReadFileObject, { kind: 'link' }>,
	context: FileContext,
	where: string,
): Finding {
	const { link, fileId } = read;
	if (link.kind === 'plain' && isWebPlayer(link.url)) {
		const name = quoted(read.name);
		return { kind: 'webPage', where: name === undefined ? where : `${name} in ${where}` };
	}
	if (link.kind === 'plain' && isWebAppFileLink(link.url)) {
		// In a property, Notion shows the link itself as the name.
		const name = quoted(read.name) ?? quoted(nameWithin(link.url));
		const target = name === undefined ? '' : ` to ${name}`;
		const reason = `Skipped a link${target} in ${where}: it only works in Notion’s web app or on one computer`;
		return { kind: 'skipped', reason };
	}
	const name = chooseName({
		nameInNotion: read.name,
		url: link.url,
		hosted: link.kind === 'signed',
		fallbackStem: context.fallbackStem,
	});
	const { place, page, expectation, of } = context;
	// Comments that were never edited have no time of it.
	const lastEditedTime = asText(of.last_edited_time) ?? asText(of.created_time);
	const caption = context.caption || undefined;
	const file = { fileId, name, place, page, link, expectation, caption, lastEditedTime };
	const isLinked = link.kind === 'plain' && link.hosting === 'external';
	const isNamedByLink = isLinked && !isTypedName(read.name, link.url);
	return {
		kind: 'file',
		file: { ...file, ...(isNamedByLink ? { isNamedByLink } : {}) },
	};
}

/** The name that people see in Notion, in quotes; undefined where there is none, or only the link as one. */
function quoted(name: string | undefined): string | undefined {
	const shown = name?.trim() ?? '';
	const isLink = /^(?:[a-z][a-z0-9+.-]{1,30}:\/\/|(?:attachment|data|file|mailto):|www\.)/i.test(
		shown,
	);
	return shown === '' || isLink ? undefined : `“${shortName(shown)}”`;
}

/**
 * The name of the file in a link that cannot be followed: `attachment:<id>:report.pdf` of the web app,
 * too.
 */
function nameWithin(url: string): string | undefined {
	return /^attachment:[^:]*:(.+)$/i.exec(url.trim())?.[1] ?? nameFromUrl(url);
}

/** A name made from the block, for data links and links without a path. */
export function stemFromBlock(type: string, id: string): string {
	return `${type}-${shortHash(id)}`;
}
