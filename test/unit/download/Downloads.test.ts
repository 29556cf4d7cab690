import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Download, DownloadWish } from '../../../nodes/NotionFiles/download/downloadFile';
import { Downloads } from '../../../nodes/NotionFiles/download/Downloads';
import { Allowance } from '../../../nodes/NotionFiles/flow/Allowance';
import { FileHosts } from '../../../nodes/NotionFiles/download/FileHosts';
import { MemoryBudget } from '../../../nodes/NotionFiles/download/MemoryBudget';
import type { NotionFilesError } from '../../../nodes/NotionFiles/errors';
import { compileFilters, type FileFilters } from '../../../nodes/NotionFiles/files/filters/filters';
import { FreshLinks } from '../../../nodes/NotionFiles/download/FreshLinks';
import type { NotionFile } from '../../../nodes/NotionFiles/files/NotionFile';
import { NotionInMemory } from '../locate/NotionInMemory';
import { deferred, quiet } from '../promises';
import { notionFile } from '../output/samples';

/** What was stored: the name and the text of each file. */
const stored: string[] = [];

/** The forms in which it reached the store. */
const forms: string[] = [];

const [hosts, hostsAnywhere] = [false, true].map(
	(allowPrivateNetworks) =>
		new FileHosts({
			connections: 1,
			stallTimeoutMs: 1_000,
			allowPrivateNetworks,
			egressFilter: undefined,
		}),
) as [FileHosts, FileHosts];

/** The error with which storing the next files fails. */
let failures: Error[];

/** What the store waits for before it finishes a file. */
let storing: Promise<void>;

const AT_ONCE = 2;

let downloads: Downloads<string>;

let downloadsWith: (hosts: FileHosts) => Downloads<string>;

beforeEach(() => {
	stored.length = 0;
	failures = [];
	forms.length = 0;
	storing = Promise.resolve();
	const store = {
		budget: new MemoryBudget(),
		async put(bytes: Readable | Buffer, fileName: string): Promise<string> {
			const failure = failures.shift();
			if (failure) throw failure;
			forms.push(Buffer.isBuffer(bytes) ? 'one piece' : 'stream');
			stored.push(`${fileName}: ${await text(Readable.from(bytes))}`);
			await storing;
			return `stored as ${fileName}`;
		},
	};
	const links = new FreshLinks(new NotionInMemory());
	const { signal } = new AbortController();
	downloadsWith = (hosts) =>
		new Downloads(store, {
			hosts,
			links,
			signal,
			slots: new Allowance(AT_ONCE),
			log() {},
		});
	downloads = downloadsWith(hosts);
});

afterAll(async () => {
	await hosts.close();
	await hostsAnywhere.close();
});

const ANY: FileFilters = {
	kinds: undefined,
	namePattern: undefined,
	maximumBytes: undefined,
	hostedBy: 'any',
};

function wish(filters: Partial<FileFilters> = {}, sha256 = false): DownloadWish {
	const all = { ...ANY, ...filters };
	const { maximumBytes } = all;
	return { filters: compileFilters(all), maximumBytes, sha256, retries: 0 };
}

/** A file whose bytes are in its link, so that no network is needed. */
function fileOf(words: string, name = 'a.txt'): NotionFile {
	const url = `data:text/plain,${words}`;
	return notionFile({
		name,
		fileId: Buffer.from(words).toString('hex'),
		link: { kind: 'data', url },
	});
}

const nameOf = (download: Download<string>): string =>
	download.kind === 'stored' ? download.fileName : download.kind;

describe('while as many files are stored as may be downloaded at once', () => {
	async function begun(files: string[]): Promise<number> {
		const { promise, resolve } = deferred();
		storing = promise;
		const all = files.map(async (words, index) => {
			await downloads.get({ ...fileOf(words), fileId: `file ${index}` }, wish());
		});
		for (let turns = 0; turns < 50; turns++) await quiet();
		const count = stored.length;
		resolve();
		await Promise.all(all);
		expect(stored).toHaveLength(files.length);
		return count;
	}

	test('others are downloaded if those are small, as all of their bytes have arrived', async () => {
		expect(await begun(Array.from({ length: 10 }, (_, index) => `small ${index}`))).toBe(10);
	});

	test('nothing else is downloaded if those are large, as they are stored while they arrive', async () => {
		const large = [1, 2, 3, 4].map((digit) => `${digit}`.repeat(512 * 1024 + 1));
		expect(await begun(large)).toBe(AT_ONCE);
	});
});

test('a small file goes into the store in one piece, a larger one as a stream', async () => {
	const [small, large] = ['x'.repeat(512 * 1024), 'y'.repeat(512 * 1024 + 1)];
	await downloads.get({ ...fileOf(small), fileId: 'small' }, wish());
	await downloads.get({ ...fileOf(large), fileId: 'large' }, wish());
	expect(forms).toEqual(['one piece', 'stream']);
	expect(stored).toEqual([`a.txt: ${small}`, `a.txt: ${large}`]);
});

describe('a file that is in several places', () => {
	test('is stored once, whether it is requested at the same time or later', async () => {
		const both = [downloads.get(fileOf('x'), wish()), downloads.get(fileOf('x'), wish())];
		const [first, second] = await Promise.all(both);
		expect(second).toEqual(first);
		expect(await downloads.get(fileOf('x'), wish())).toEqual(first);
		expect(stored).toEqual(['a.txt: x']);
	});

	test('is not another file with the same name', async () => {
		await downloads.get(fileOf('x'), wish());
		await downloads.get(fileOf('y'), wish());
		expect(stored).toEqual(['a.txt: x', 'a.txt: y']);
	});

	test('has its own name at each place', async () => {
		const names = ['one.txt', 'two.txt'];
		const both = names.map(async (name) => await downloads.get(fileOf('x', name), wish()));
		expect((await Promise.all(both)).map(nameOf)).toEqual(names);
	});

	test('is skipped by its name at each place separately', async () => {
		const twos = wish({ namePattern: 'two*' });
		expect(nameOf(await downloads.get(fileOf('x', 'one.txt'), wish()))).toBe('one.txt');
		expect(nameOf(await downloads.get(fileOf('x', 'two.txt'), twos))).toBe('two.txt');
		expect(nameOf(await downloads.get(fileOf('x', 'one.txt'), twos))).toBe('skipped');
	});

	test('is requested again if the filters of another item skipped it', async () => {
		const small = wish({ maximumBytes: 1 });
		expect(await downloads.get(fileOf('xyz'), small)).toEqual({
			kind: 'skipped',
			reason: 'maximumSize',
		});
		expect(nameOf(await downloads.get(fileOf('xyz'), wish()))).toBe('a.txt');
		expect((await downloads.get(fileOf('xyz'), small)).kind).toBe('skipped');
		expect(stored).toEqual(['a.txt: xyz']);
	});

	test('is then downloaded exactly once more for all others that wait for it', async () => {
		const wishes = [wish({ maximumBytes: 1 }), wish(), wish(), wish()];
		const all = wishes.map(async (one) => await downloads.get(fileOf('xyz'), one));
		expect((await Promise.all(all)).map(nameOf)).toEqual(['skipped', 'a.txt', 'a.txt', 'a.txt']);
		expect(stored).toEqual(['a.txt: xyz']);
	});

	test('has a checksum where one is wanted, whichever came first', async () => {
		expect(await downloads.get(fileOf('abc'), wish())).toMatchObject({ sha256: undefined });
		expect(await downloads.get(fileOf('abc'), wish({}, true))).toMatchObject({
			sha256: expect.stringMatching(/^ba7816bf/),
			fileSize: 3,
		});
	});
});

describe('a link that is in several places', () => {
	interface Site {
		type: string;
		disposition?: string;
		bytes: string;
	}

	/** What one download from this site becomes at each of these places, each on its own page. */
	async function at(site: Site, ...places: Array<Partial<NotionFile>>): Promise<string[]> {
		const server = createServer((_, response) => {
			response.setHeader('content-type', site.type);
			if (site.disposition) response.setHeader('content-disposition', site.disposition);
			response.end(Buffer.from(site.bytes, 'latin1'));
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/d/9`;
		const link = { kind: 'plain', url, hosting: 'external' } as const;
		try {
			const became: string[] = [];
			for (const place of places) {
				const file = notionFile({ name: '9', isNamedByLink: true, ...place, link });
				const download = await downloads.get(file, wish()).catch(({ code }: NotionFilesError) => ({
					kind: `${code} of ${downloads.nameOf(file)}`,
				}));
				const isStored = 'stored' in download;
				became.push(isStored ? `${download.fileName} ${download.mimeType}` : download.kind);
			}
			return became;
		} finally {
			server.close();
		}
	}

	beforeEach(() => {
		downloads = downloadsWith(hostsAnywhere);
	});

	test('is judged by what each place promises', async () => {
		const page = {
			type: 'text/html',
			disposition: 'attachment; filename=Board.html',
			bytes: '<html><p>Hello',
		};
		const [property, image] = [{}, { expectation: 'image' }] as const;
		expect(await at(page, property, image, { expectation: 'link' })).toEqual([
			'Board.html text/html',
			'webPageInsteadOfFile of Board.html',
			'webPage',
		]);
		expect(await at({ type: 'application/json', bytes: '{}' }, property, image)).toEqual([
			'9.json application/json',
			'fileRefused of 9',
		]);
	});

	test('has the type that its name at each place tells, whichever came first', async () => {
		const archive = { type: 'application/octet-stream', bytes: 'PK\x03\x04\x14\0' };
		const places = [
			{ name: 'contract.docx', isNamedByLink: false },
			{},
			{ name: 'plan.kmz', isNamedByLink: false },
		];
		const expected = [
			'contract.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'9.zip application/zip',
			'plan.kmz application/vnd.google-earth.kmz',
		];
		expect(await at(archive, ...places)).toEqual(expected);
		expect(await at(archive, ...places.reverse())).toEqual(expected.reverse());
		expect(stored).toHaveLength(2);
	});
});

describe('a download that fails', () => {
	test('fails for its own place only, and the others share the result of the next one', async () => {
		const broken = new Error('the disk is full');
		failures.push(broken);
		const all = ['one.txt', 'two.txt'].map(
			async (name) => await downloads.get(fileOf('x', name), wish()),
		);
		const [first, second] = await Promise.allSettled(all);
		expect(first).toMatchObject({ status: 'rejected', reason: { cause: broken } });
		expect(second).toMatchObject({ status: 'fulfilled', value: { fileName: 'two.txt' } });
		expect(nameOf(await downloads.get(fileOf('x', 'three.txt'), wish()))).toBe('three.txt');
		expect(stored).toEqual(['two.txt: x']);
	});

	test('lets all that waited for it start at once, so that they do not wait for a dead host one by one', async () => {
		failures.push(new Error('gone'));
		const { promise, resolve } = deferred();
		storing = promise;
		const all = [1, 2, 3].map(async () => await downloads.get(fileOf('x'), wish()));
		const settled = Promise.allSettled(all);
		for (let turns = 0; turns < 50; turns++) await quiet();
		expect(stored).toEqual(['a.txt: x', 'a.txt: x']);
		resolve();
		expect((await settled).map(({ status }) => status)).toEqual([
			'rejected',
			'fulfilled',
			'fulfilled',
		]);
	});
});

test.each([
	['example.com/a.pdf', 'badLink'],
	['//example.com/a.pdf', 'badLink'],
	['http://', 'badLink'],
	['ftp://example.com/a.pdf', 'badLink'],
	['file:///etc/passwd', 'badLink'],
	['javascript:alert(1)', 'badLink'],
	['http://127.0.0.1/a.pdf', 'addressNotAllowed'],
	['http://[::1]/a.pdf', 'addressNotAllowed'],
])('the link %s is refused with an error of our own: %s', async (url, code) => {
	const link = { kind: 'plain', url, hosting: 'external' } as const;
	await expect(downloads.get(notionFile({ link }), wish())).rejects.toMatchObject({ code });
});
