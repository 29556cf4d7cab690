import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { bytesOf, type Content, type ContentLike, toContent } from '../content/content';
import { crc64Of } from '../content/crc64';
import { mediaTypeOf } from '../content/mediaTypes';
import { encodeForS3 } from './signing';

/**
 * The checksum that S3 keeps for an object; a composite one is no hash of the whole. By itself it computes
 * `crc64nvme`, since the end of 2024: older objects have none.
 */
export type ChecksumKind = 'none' | 'crc64nvme' | 'crc32' | 'sha256' | 'sha256Composite';

export interface UploadOptions {
	name: string;
	content: ContentLike;
	/** As stored; null for an object without one. Default by the name's extension. */
	contentType?: string | null;
	/** `old` is the form of uploads until about 2023, under secure.notion-static.com. */
	form?: 'current' | 'old';
	/** Default `crc64nvme`. */
	checksum?: ChecksumKind;
	/** Another workspace's space, for files that came along with duplicated pages. */
	spaceId?: string;
}

/** A file in Notion's storage. The same upload may be attached in many places. */
export class Upload {
	readonly kind = 'upload';
	readonly name: string;
	readonly contentType: string | null;
	readonly form: 'current' | 'old';
	readonly checksum: ChecksumKind;
	content: Content;
	/** Deleted from storage while Notion still links to it. */
	removed = false;

	constructor(
		/** The uuid in the path of its links: what stays the same when a link is renewed. */
		readonly fileId: string,
		readonly spaceId: string,
		options: UploadOptions,
	) {
		this.name = options.name;
		this.content = toContent(options.content);
		this.contentType =
			options.contentType === undefined ? mediaTypeOf(options.name) : options.contentType;
		this.form = options.form ?? 'current';
		this.checksum = options.checksum ?? 'crc64nvme';
	}

	/** The path of its links, encoded as in them. */
	get path(): string {
		const name = encodeForS3(this.name);
		return this.form === 'old'
			? `/secure.notion-static.com/${this.fileId}/${name}`
			: `/prod-files-secure/${this.spaceId}/${this.fileId}/${name}`;
	}

	/** The `x-amz-checksum-*` headers of a whole object, where it was stored with one. */
	checksumHeaders(): Record<string, string> {
		const { checksum, content } = this;
		switch (checksum) {
			case 'none':
				return {};
			case 'crc64nvme':
				return { 'x-amz-checksum-crc64nvme': crc64Of(content), ...FULL_OBJECT };
			case 'crc32':
				return { 'x-amz-checksum-crc32': crc32Of(bytesOf(content)), ...FULL_OBJECT };
			case 'sha256': {
				const hash = sha256(bytesOf(content)).toString('base64');
				return { 'x-amz-checksum-sha256': hash, ...FULL_OBJECT };
			}
			case 'sha256Composite': {
				// A hash over the hashes of the parts; here of the one part there is.
				const composite = sha256(sha256(bytesOf(content))).toString('base64');
				return { 'x-amz-checksum-sha256': `${composite}-1`, 'x-amz-checksum-type': 'COMPOSITE' };
			}
		}
	}
}

const FULL_OBJECT = { 'x-amz-checksum-type': 'FULL_OBJECT' };

function crc32Of(bytes: Buffer): string {
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(bytes));
	return sum.toString('base64');
}

function sha256(bytes: Buffer): Buffer {
	return createHash('sha256').update(bytes).digest();
}
