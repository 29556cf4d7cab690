import { parseUrl } from './links';

/**
 * An S3 bucket has only one owner, so Notion's buckets contain nothing from strangers. Workspaces that store
 * their data in the EU, in Japan or in Korea have buckets of their own (docs/notion-api.md#hosts-of-files).
 */
const BUCKETS: ReadonlySet<string> = new Set([
	'prod-files-secure',
	'prod-files-secure-euc1',
	'prod-files-secure-apne1',
	'prod-files-secure-apne2',
	'secure.notion-static.com',
]);

/** What others are called. Anyone can take such a name, so Notion has to use it first. */
const REGIONAL_BUCKET = /^prod-files-secure-[a-z]+\d{1,2}$/;

// In separate partitions (GovCloud, China), anybody may own a bucket of the same name.
const REGION = String.raw`(?!us-gov-|us-iso|cn-)[a-z]{2}(?:-[a-z]+)+-\d{1,2}`;

const S3 = String.raw`s3(?:[.-]${REGION}|\.dualstack\.${REGION})?\.amazonaws\.com`;

/** With or without the bucket. */
const S3_HOST = new RegExp(String.raw`^(?:([a-z][a-z0-9.-]{1,61}[a-z0-9])\.)?${S3}$`);

/** More is not a host, and would take time quadratic in its length. */
const LONGEST_HOST = 253;

/**
 * Whether this is a signed link into Notion's own storage, which distinguishes a hosted file in an `embed` block
 * from a web page (docs/notion-api.md#where-files-are, docs/notion-api.md#hosts-of-files). Anyone can type the
 * address of an embed, so the whole host must match: only Amazon can answer for it, and only Notion fills the
 * bucket.
 *
 * @param known other buckets and hosts of Notion's storage, the latter of workspaces that are not at Notion itself
 */
export function isSignedByNotionStorage(url: string, known?: StorageOrigins): boolean {
	const parsed = parseUrl(url);
	if (parsed === undefined || !isSigned(parsed) || parsed.username !== '') return false;
	const bucket = known?.has(parsed) ? bucketInPath(parsed) : bucketAtAmazon(parsed);
	if (bucket === undefined) return false;
	return BUCKETS.has(bucket) || known?.hasBucket(bucket) === true;
}

/** The bucket of an encrypted link to S3, whichever form it has. */
function bucketAtAmazon(url: URL): string | undefined {
	const { protocol, hostname, port } = url;
	if (protocol !== 'https:' || port !== '' || hostname.length > LONGEST_HOST) return undefined;
	const host = S3_HOST.exec(hostname);
	return host === null ? undefined : (host[1] ?? bucketInPath(url));
}

function bucketInPath({ pathname }: URL): string | undefined {
	return /^\/([^/]{1,63})\//.exec(pathname)?.[1];
}

function isSigned({ searchParams }: URL): boolean {
	return [...searchParams].some(
		([name, value]) => name.toLowerCase() === 'x-amz-signature' && value !== '',
	);
}

/**
 * Where hosted files are according to Notion's API itself, in this run. Of Amazon's hosts, where strangers have
 * buckets, too, only the buckets are added, and only those that are called like Notion's.
 */
export class StorageOrigins {
	private readonly origins = new Set<string>();

	private readonly buckets = new Set<string>();

	has({ origin }: URL): boolean {
		return this.origins.has(origin);
	}

	hasBucket(name: string): boolean {
		return this.buckets.has(name);
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
		const bucket = bucketAtAmazon(parsed);
		if (bucket !== undefined && REGIONAL_BUCKET.test(bucket)) this.buckets.add(bucket);
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
