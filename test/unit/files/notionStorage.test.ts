import fc from 'fast-check';
import {
	isSignedByNotionStorage,
	StorageOrigins,
} from '../../../nodes/NotionFiles/files/notionStorage';
import { hostileText } from './hostile';

const KEY = '11111111-2222-4333-8444-555555555555/9bc6c6e0-bbbb-4ccc-bddd-d0123456789a/page.html';
const SIGNED = 'X-Amz-Date=20261122T090000Z&X-Amz-Expires=3600&X-Amz-Signature=abc';

describe('an address is one of Notion’s own buckets', () => {
	test.each([
		`https://prod-files-secure.s3.us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		`https://PROD-FILES-SECURE.S3.US-WEST-2.AMAZONAWS.COM/${KEY}?${SIGNED}`,
		`https://prod-files-secure.s3.us-west-2.amazonaws.com:443/${KEY}?${SIGNED}`,
		`https://prod-files-secure.s3.eu-central-1.amazonaws.com/${KEY}?${SIGNED}`,
		`https://prod-files-secure.s3.ap-southeast-12.amazonaws.com/${KEY}?x-amz-signature=abc`,
		`https://prod-files-secure.s3.dualstack.us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		`https://prod-files-secure.s3-us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		`https://prod-files-secure.s3.amazonaws.com/${KEY}?${SIGNED}`,
		`https://secure.notion-static.com.s3.us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		`https://s3.us-west-2.amazonaws.com/secure.notion-static.com/${KEY}?${SIGNED}`,
		`https://s3-us-west-2.amazonaws.com/secure.notion-static.com/${KEY}?${SIGNED}`,
		`https://s3.eu-central-1.amazonaws.com/prod-files-secure/${KEY}?${SIGNED}`,
		`https://s3.amazonaws.com/prod-files-secure/${KEY}?${SIGNED}`,
		// Of workspaces that store their data in the EU, in Japan and in Korea.
		`https://prod-files-secure-euc1.s3.eu-central-1.amazonaws.com/${KEY}?${SIGNED}`,
		`https://prod-files-secure-apne1.s3.ap-northeast-1.amazonaws.com/${KEY}?${SIGNED}`,
		`https://prod-files-secure-apne2.s3.ap-northeast-2.amazonaws.com/${KEY}?${SIGNED}`,
		`https://s3.eu-central-1.amazonaws.com/prod-files-secure-euc1/${KEY}?${SIGNED}`,
	])('%s', (url) => {
		expect(isSignedByNotionStorage(url)).toBe(true);
	});
});

describe('an address is not, though it looks like one:', () => {
	test.each([
		['without a signature', `https://prod-files-secure.s3.us-west-2.amazonaws.com/${KEY}`],
		[
			'with an empty signature',
			`https://prod-files-secure.s3.us-west-2.amazonaws.com/${KEY}?X-Amz-Signature=`,
		],
		[
			'a region in which nobody has seen a bucket of Notion’s',
			`https://prod-files-secure-apse2.s3.ap-southeast-2.amazonaws.com/${KEY}?${SIGNED}`,
		],
		['a host that goes on', `https://prod-files-secure.s3.evil.example/${KEY}?${SIGNED}`],
		[
			'a host that continues after Amazon’s',
			`https://prod-files-secure.s3.us-west-2.amazonaws.com.evil.example/${KEY}?${SIGNED}`,
		],
		['a host that ends alike', `https://prod-files-secure.s3.evilamazonaws.com/${KEY}?${SIGNED}`],
		[
			'a bucket with the same beginning',
			`https://prod-files-secure-evil.s3.us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		],
		[
			'a bucket with the same ending',
			`https://evil.prod-files-secure.s3.us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		],
		[
			'another bucket with a path like one',
			`https://evil.s3.us-west-2.amazonaws.com/prod-files-secure/${KEY}?${SIGNED}`,
		],
		[
			'another bucket by path',
			`https://s3.us-west-2.amazonaws.com/evil/prod-files-secure/${KEY}?${SIGNED}`,
		],
		[
			'a step out of the bucket',
			`https://s3.us-west-2.amazonaws.com/prod-files-secure/../evil/${KEY}?${SIGNED}`,
		],
		[
			'a step out of the bucket, in escapes',
			`https://s3.us-west-2.amazonaws.com/prod-files-secure/%2e%2e/evil/${KEY}?${SIGNED}`,
		],
		[
			'a longer bucket name, by path',
			`https://s3.us-west-2.amazonaws.com/prod-files-secure-evil/${KEY}?${SIGNED}`,
		],
		[
			'a partition where others may own the same name',
			`https://prod-files-secure.s3.us-gov-west-1.amazonaws.com/${KEY}?${SIGNED}`,
		],
		[
			'another such partition',
			`https://prod-files-secure.s3.cn-north-1.amazonaws.com.cn/${KEY}?${SIGNED}`,
		],
		[
			'a web site on S3',
			`https://prod-files-secure.s3-website-us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		],
		[
			'an access point of a stranger',
			`https://prod-files-secure-1.s3-accesspoint.us-west-2.amazonaws.com/${KEY}?${SIGNED}`,
		],
		['another port', `https://prod-files-secure.s3.us-west-2.amazonaws.com:8443/${KEY}?${SIGNED}`],
		['no encryption', `http://prod-files-secure.s3.us-west-2.amazonaws.com/${KEY}?${SIGNED}`],
		[
			'a user',
			`https://prod-files-secure.s3.us-west-2.amazonaws.com@evil.example/${KEY}?${SIGNED}`,
		],
		['a host of one’s own', `http://127.0.0.1:4000/prod-files-secure/${KEY}?${SIGNED}`],
		['a path on any host', `https://files.example/secure.notion-static.com/${KEY}?${SIGNED}`],
		['it stands in the query', `https://example.com/?u=/prod-files-secure/${KEY}&${SIGNED}`],
		['another scheme', `ftp://prod-files-secure.s3.us-west-2.amazonaws.com/${KEY}?${SIGNED}`],
		['not an address', ''],
	])('%s', (_, url) => {
		expect(isSignedByNotionStorage(url)).toBe(false);
	});
});

describe('a host of hosted files in the API', () => {
	const ORIGIN = 'http://127.0.0.1:4000';
	const hosted = (url: string) => ({ type: 'file', file: { url, expiry_time: '2026' } });
	const isKnown = (url: string, ...answers: unknown[]): boolean => {
		const origins = new StorageOrigins();
		for (const answer of answers) origins.learnFrom(answer);
		return isSignedByNotionStorage(url, origins);
	};
	const LINK = `${ORIGIN}/prod-files-secure/${KEY}?${SIGNED}`;

	test.each<[string, unknown]>([
		['a cover', { cover: hosted(LINK) }],
		['a property', { properties: { Files: { type: 'files', files: [hosted(LINK)] } } }],
		[
			'a block in a list',
			{ results: [{ type: 'image', image: { caption: [], ...hosted(LINK) } }] },
		],
	])('is learned from %s', (_, answer) => {
		expect(isKnown(LINK, answer)).toBe(true);
	});

	test('counts only for its buckets, on the same port and with a signature', () => {
		const answer = { cover: hosted(`${ORIGIN}/prod-files-secure/x`) };
		expect(isKnown(LINK, answer)).toBe(true);
		expect(isKnown(LINK.replace('prod-files-secure', 'other'), answer)).toBe(false);
		expect(isKnown(LINK.replace('4000', '4001'), answer)).toBe(false);
		expect(isKnown(LINK.replace('http:', 'https:'), answer)).toBe(false);
		expect(isKnown(LINK.replace('//', '//user@'), answer)).toBe(false);
		expect(isKnown(LINK.split('?')[0] ?? '', answer)).toBe(false);
	});

	test.each<[string, unknown]>([
		['a linked file', { cover: { type: 'external', external: { url: LINK } } }],
		[
			'properties that people have given this name',
			{ properties: { file: { type: 'url', url: LINK }, type: { type: 'url', url: 'file' } } },
		],
		['a text', { rich_text: [{ type: 'text', text: { content: JSON.stringify(hosted(LINK)) } }] }],
		['an embed', { type: 'embed', embed: { url: LINK } }],
		['nothing', undefined],
	])('is not learned from %s', (_, answer) => {
		expect(isKnown(LINK, answer)).toBe(false);
	});

	test('is never one of Amazon’s, where strangers have buckets as well', () => {
		const own = `https://s3.us-west-2.amazonaws.com/secure.notion-static.com/${KEY}`;
		const evil = `https://evil.s3.us-west-2.amazonaws.com/prod-files-secure/${KEY}?${SIGNED}`;
		expect(isKnown(evil, hosted(own), hosted(evil))).toBe(false);
	});

	test.each([
		`https://prod-files-secure-apse2.s3.ap-southeast-2.amazonaws.com/${KEY}?${SIGNED}`,
		`https://s3.ap-southeast-2.amazonaws.com/prod-files-secure-apse2/${KEY}?${SIGNED}`,
	])('tells which bucket Notion has in another region: %s', (url) => {
		const apart = 'https://prod-files-secure-apse2.s3.ap-southeast-2.amazonaws.com/other.png';
		expect(isKnown(url, hosted(apart))).toBe(true);
		expect(isKnown(url.replaceAll('apse2', 'apse4'), hosted(apart))).toBe(false);
		expect(isKnown(url, { type: 'external', external: { url: apart } })).toBe(false);
	});
});

test('whatever the answer and the link are, nothing throws', () => {
	fc.assert(
		fc.property(fc.anything(), hostileText(), (answer, text) => {
			const origins = new StorageOrigins();
			origins.learnFrom(answer);
			origins.learnFrom({ type: 'file', file: { url: text } });
			for (const url of [text, `https://${text}`, `https://s3.amazonaws.com/${text}`]) {
				expect(typeof isSignedByNotionStorage(url, origins)).toBe('boolean');
			}
		}),
	);
});
