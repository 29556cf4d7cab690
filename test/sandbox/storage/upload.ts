import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { bytesOf, type Content, type ContentLike, toContent } from '../content/content';
import { mediaTypeOf } from '../content/mediaTypes';
import { encodeForS3 } from './signing';

/** The checksum that S3 keeps for an object; a composite one is no hash of the whole. */
export type ChecksumKind = 'none' | 'crc32' | 'sha256' | 'sha256Composite';

export interface UploadOptions {
	name: string;
	content: ContentLike;
	/** As stored; null for an object without one. Default by the name's extension. */
	contentType?: string | null;
	/** `old` is the form of uploads until about 2023, under secure.notion-static.com. */
	form?: 'current' | 'old';
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
		this.checksum = options.checksum ?? 'none';
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
		if (this.checksum === 'none') return {};
		return checksumHeaders(this.checksum, bytesOf(this.content));
	}
}

function checksumHeaders(
	kind: Exclude<ChecksumKind, 'none'>,
	bytes: Buffer,
): Record<string, string> {
	const sha256 = createHash('sha256').update(bytes).digest();
	switch (kind) {
		case 'crc32': {
			const sum = Buffer.alloc(4);
			sum.writeUInt32BE(crc32(bytes));
			return {
				'x-amz-checksum-crc32': sum.toString('base64'),
				'x-amz-checksum-type': 'FULL_OBJECT',
			};
		}
		case 'sha256':
			return {
				'x-amz-checksum-sha256': sha256.toString('base64'),
				'x-amz-checksum-type': 'FULL_OBJECT',
			};
		case 'sha256Composite': {
			// A hash over the hashes of the parts; here of the one part there is.
			const composite = createHash('sha256').update(sha256).digest('base64');
			return { 'x-amz-checksum-sha256': `${composite}-1`, 'x-amz-checksum-type': 'COMPOSITE' };
		}
	}
}
