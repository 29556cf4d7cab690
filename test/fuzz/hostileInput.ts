import fc from 'fast-check';
import { continues, versionOf } from '../../nodes/NotionFiles/download/answerHead';
import { announcedChecksum } from '../../nodes/NotionFiles/download/checksums';
import { judgeRefusal } from '../../nodes/NotionFiles/download/obstacles';
import { NotionFilesError } from '../../nodes/NotionFiles/errors';
import { blockFindings } from '../../nodes/NotionFiles/locate/blockFiles';
import { commentFindings } from '../../nodes/NotionFiles/locate/commentFiles';
import { chooseProperty } from '../../nodes/NotionFiles/locate/chooseProperty';
import { asciiName } from '../../nodes/NotionFiles/files/asciiNames';
import { decodeDataUrl } from '../../nodes/NotionFiles/files/dataUrls';
import { chooseName } from '../../nodes/NotionFiles/files/chooseName';
import { safeName, withExtension } from '../../nodes/NotionFiles/files/fileNames';
import { externalFileId, hostedFileId } from '../../nodes/NotionFiles/files/identity';
import * as links from '../../nodes/NotionFiles/files/links';
import { isSignedByNotionStorage } from '../../nodes/NotionFiles/files/notionStorage';
import { decideMediaType } from '../../nodes/NotionFiles/files/types/mediaTypes';
import {
	coverFindings,
	filesProperties,
	iconFindings,
	pageRef,
	propertyFindings,
} from '../../nodes/NotionFiles/locate/pageFiles';
import { rowRef } from '../../nodes/NotionFiles/locate/rowValues';
import { filePath, flatName } from '../../nodes/NotionFiles/files/paths';
import { asObject } from '../../nodes/NotionFiles/json';
import { judge } from '../../nodes/NotionFiles/notion/answer';
import { isWebAppFileLink } from '../../nodes/NotionFiles/files/links';
import { parseNotionId } from '../../nodes/NotionFiles/notion/ids';
import { retryAfterMs } from '../../nodes/NotionFiles/http/retries';
import type { Properties } from './holds';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const nasty = fc.constantFrom(
	...[
		'__proto__',
		'constructor',
		'..',
		'/',
		'\\',
		'\0',
		'\u202e',
		'%',
		'%00',
		'%2e%2e%2f',
		'#',
		'?',
	],
	...[
		'data:',
		'data:;base64,',
		'file:///etc/passwd',
		'http://[::1]/',
		'https://',
		'notion://',
		'\ud800',
	],
	...[
		'X-Amz-Signature=1',
		'X-Amz-Expires=-1',
		'X-Amz-Date=20261122T100000Z',
		'.tar.gz',
		'con',
		' ',
		'.',
	],
	...[
		'4c1f32a5d0e84b8b9c1d2e3f4a5b6c7d',
		'4c1f32a5-d0e8-4b8b-9c1d-2e3f4a5b6c7d',
		'www.notion.so',
		'&p=',
	],
);
const text = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc
		.array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 8 })
		.map((p) => p.join('')),
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

/** JSON in which the keys and types of Notion's answers turn up in all the wrong places. */
const notionKeys = fc.constantFrom(
	...[
		'object',
		'id',
		'type',
		'file',
		'external',
		'custom_emoji',
		'url',
		'expiry_time',
		'name',
		'icon',
	],
	...[
		'cover',
		'properties',
		'files',
		'rollup',
		'array',
		'caption',
		'plain_text',
		'text',
		'title',
		'image',
	],
	...['embed', 'callout', 'unsupported', 'block_type', 'paragraph', 'block', '__proto__', 'emoji'],
	...['attachments', 'category', 'parent', 'rich_text', 'constructor', 'productivity'],
);
const { notion } = fc.letrec<{ notion: unknown }>((tie) => ({
	notion: fc.oneof(
		{ maxDepth: 5, depthSize: 'medium' },
		notionKeys,
		text,
		fc.constantFrom(null, true, 0, -1, NaN),
		fc.array(tie('notion'), { maxLength: 4 }),
		fc.dictionary(fc.oneof(notionKeys, text), tie('notion'), { maxKeys: 6 }),
	),
}));

const page = { id: 'p', title: 'P', url: 'https://www.notion.so/p' };
const headers = fc.dictionary(
	fc.constantFrom(
		'content-length',
		'content-range',
		'etag',
		'accept-ranges',
		'retry-after',
		'x-amz-checksum-sha256',
		'x-amz-checksum-crc32',
		'x-amz-checksum-crc64nvme',
	),
	fc.oneof(
		text,
		fc.integer().map(String),
		fc.constantFrom('bytes 0-0/1', 'bytes */*', '"a"', 'W/"a"', 'bytes'),
	),
);
const answers = fc.record({ status: fc.integer({ min: 0, max: 999 }), headers }).map((answer) => ({
	status: answer.status,
	header: (name: string): string | undefined => answer.headers[name],
}));

/**
 * Whatever a page, a header or a user may hold: nothing is thrown but our own errors, and what comes out
 * is well formed.
 */
export const hostileInput: Properties = {
	'URLs and IDs: an ID is a UUID, a link’s parts are texts, and nothing throws': fc.property(
		text,
		fc.constantFrom('page', 'block', 'database'),
		(input, target) => {
			const id = parseNotionId(input, target as 'page');
			expect(id === undefined || uuid.test(id)).toBe(true);
			expect(typeof isWebAppFileLink(input)).toBe('boolean');
			expect(hostedFileId(input)).toMatch(/^[0-9a-f]{32}$/);
			expect(externalFileId(input)).toMatch(/^[0-9a-f]{32}$/);
			for (const parse of [links.nameFromUrl, links.signedUrlExpiry, links.redactUrl]) parse(input);
			expect(links.redactUrl(input)).not.toMatch(/[?&]X-Amz-Signature=/);
			for (const is of [links.isNativeIconUrl, isSignedByNotionStorage, links.isWebPlayer])
				is(input);
			const data = decodeDataUrl(input);
			expect(data === undefined || Buffer.isBuffer(data.bytes)).toBe(true);
		},
	),

	'names and paths: safe, within 255 bytes, never empty': fc.property(
		text,
		text,
		text,
		text,
		(nameInNotion, url, title, type) => {
			const name = withExtension(chooseName({ nameInNotion, url, fallbackStem: title }), type);
			const file = { pageTitle: title, pageId: url, fileName: name, fileId: type };
			const parts = filePath(file).split('/');
			expect(parts).toHaveLength(2);
			const ascii = asciiName(parts[1] ?? '');
			expect(ascii).toMatch(/^[ -~]+$/);
			for (const part of [name, ...parts, flatName(file), ascii]) {
				// As n8n does for a download: it throws on half a character.
				expect(encodeURIComponent(part)).not.toBe('');
				expect(part).toBe(safeName(part));
				expect(part).not.toBe('');
				expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
			}
		},
	),

	'headers: versions, ranges, checksums, types and waiting times come out well formed':
		fc.asyncProperty(
			answers,
			text,
			fc.uint8Array({ maxLength: 64 }),
			async (answer, value, head) => {
				const { length, resumable } = versionOf(answer, false);
				expect(length === undefined || Number.isSafeInteger(length)).toBe(true);
				expect(resumable && length === undefined).toBe(false);
				continues(answer, versionOf(answer, true), { first: 0, last: 0 });
				(await announcedChecksum(answer.header))?.matches();
				expect(
					judgeRefusal(answer, { name: 'h', signed: true }, 'all', value).error,
				).toBeInstanceOf(NotionFilesError);
				const wait = retryAfterMs(value, 0);
				expect(wait === undefined || wait >= 0).toBe(true);
				const type = decideMediaType({ responseType: value, fileName: value, url: value, head });
				expect(type).toMatch(/^[^\s/]+\/[^\s/]+$/);
			},
		),

	'blocks, pages, properties and comments: every file has an ID, a name and a link; nothing throws':
		fc.property(notion, text, (json, wanted) => {
			const object = asObject(json);
			const ref = pageRef(object);
			const { row } = rowRef({ ...object, parent: { type: 'data_source_id' } });
			expect(JSON.stringify(structuredClone(row))).toBe(JSON.stringify(row));
			const properties = filesProperties(object);
			const findings = [
				...blockFindings(object, page),
				...commentFindings(object, page, undefined),
				...coverFindings(object, ref),
				...iconFindings(object, ref),
				...properties.flatMap((one) => propertyFindings(one, one.files, object, ref)),
			];
			for (const finding of findings) {
				if (finding.kind !== 'file') continue;
				expect(finding.file.fileId).toMatch(/^[0-9a-f]{32}$/);
				expect(finding.file.name).not.toBe('');
				expect(typeof finding.file.link.url).toBe('string');
			}
			try {
				chooseProperty(wanted, object, ref);
			} catch (thrown) {
				expect(thrown).toBeInstanceOf(NotionFilesError);
			}
		}),

	'Notion’s answers: judged, whatever they hold': fc.property(
		fc.integer({ min: 0, max: 999 }),
		headers,
		notion,
		(status, sent, body) => {
			const judged = judge({ kind: 'answered', status, headers: sent, body }, 'the page');
			if (judged.kind === 'good') expect(status).toBeGreaterThanOrEqual(200);
			else expect(judged.error).toBeInstanceOf(NotionFilesError);
		},
	),
};
