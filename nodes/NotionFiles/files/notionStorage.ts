import { parseUrl } from './links';

/** An S3 bucket has only one owner, so Notion's buckets contain nothing from strangers. */
const BUCKET = String.raw`(?:prod-files-secure|secure\.notion-static\.com)`;

// In separate partitions (GovCloud, China), anybody may own a bucket of the same name.
const REGION = String.raw`(?!us-gov-|us-iso|cn-)[a-z]{2}(?:-[a-z]+)+-\d{1,2}`;

const S3 = String.raw`s3(?:[.-]${REGION}|\.dualstack\.${REGION})?\.amazonaws\.com`;

const BUCKET_AS_HOST = new RegExp(`^${BUCKET}\\.${S3}$`);
const BUCKET_IN_PATH = new RegExp(`^/${BUCKET}/`);
const S3_HOST = new RegExp(`^${S3}$`);

/**
 * Whether this is a signed link into Notion's own storage, which distinguishes a hosted file in an `embed` block
 * from a web page (docs/notion-api.md#where-files-are, docs/notion-api.md#hosts-of-files). Anyone can type the
 * address of an embed, so the whole host must match: only Amazon can answer for it, and only Notion fills the
 * bucket.
 *
 * @param known other hosts of Notion's storage: of workspaces that are not at Notion itself
 */
export function isSignedByNotionStorage(url: string, known?: StorageOrigins): boolean {
	const parsed = parseUrl(url);
	if (parsed === undefined || !isSigned(parsed) || parsed.username !== '') return false;
	if (known?.has(parsed)) return BUCKET_IN_PATH.test(parsed.pathname);
	if (parsed.protocol !== 'https:' || parsed.port !== '') return false;
	if (BUCKET_AS_HOST.test(parsed.hostname)) return true;
	return S3_HOST.test(parsed.hostname) && BUCKET_IN_PATH.test(parsed.pathname);
}

function isSigned({ searchParams }: URL): boolean {
	return [...searchParams].some(
		([name, value]) => name.toLowerCase() === 'x-amz-signature' && value !== '',
	);
}

/**
 * Where hosted files are according to Notion's API itself, in this run. Amazon's hosts are never added:
 * strangers have buckets there, too.
 */
export class StorageOrigins {
	private readonly origins = new Set<string>();

	has({ origin }: URL): boolean {
		return this.origins.has(origin);
	}

	/** @param answer of Notion's API, as received */
	learnFrom(answer: unknown): void {
		const open = [answer];
		for (let value = open.pop(); value !== undefined; value = open.pop()) {
			if (typeof value !== 'object' || value === null) continue;
			const url = linkOfHostedFile(value);
			if (url !== undefined) this.learn(url);
			for (const part of Object.values(value)) {
				if (typeof part === 'object' && part !== null) open.push(part);
			}
		}
	}

	private learn(url: string): void {
		const parsed = parseUrl(url);
		if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return;
		if (!/(?:^|\.)amazonaws\.com\.?$/.test(parsed.hostname)) this.origins.add(parsed.origin);
	}
}

/**
 * The type must say so: a page's properties are an object as well, whose keys people choose, and one may be
 * called `file` and contain a `url`.
 */
function linkOfHostedFile(value: object): string | undefined {
	const { type, file } = value as { type?: unknown; file?: unknown };
	if (type !== 'file' || typeof file !== 'object' || file === null) return undefined;
	const { url } = file as { url?: unknown };
	return typeof url === 'string' ? url : undefined;
}
