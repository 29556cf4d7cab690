import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(__dirname, '../..');

/** Made by others, or no part of the repository. */
const NOT_OURS = new Set([
	'node_modules',
	'dist',
	'build',
	'coverage',
	'demo-output',
	'e2e-output',
]);

const pages = filesBelow(root, '.md');

function filesBelow(folder: string, extension: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return isOurs(entry.name) ? filesBelow(path, extension) : [];
		return entry.name.endsWith(extension) ? [path] : [];
	});
}

function isOurs(folder: string): boolean {
	return !NOT_OURS.has(folder) && (!folder.startsWith('.') || folder === '.github');
}

/** A page without its code, in which brackets and number signs mean something else. */
function proseOf(page: string): string {
	const text = readFileSync(page, 'utf8');
	return text.replace(/^([ \t]*)(```|~~~)[^]*?^\1\2[ \t]*$/gm, '');
}

function linksOf(page: string): string[] {
	const prose = proseOf(page).replace(/`[^`\n]*`/g, '');
	const written = [...prose.matchAll(/\]\(<?([^()\s>]+)>?(?:\s+"[^"]*")?\)/g)];
	const tags = [...prose.matchAll(/<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g)];
	const defined = [...prose.matchAll(/^\[[^\]]+\]: (\S+)/gm)];
	return [...written, ...tags, ...defined].map(([, link]) => link ?? '');
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): Set<string> {
	const anchors = new Set<string>();
	for (const [, heading = ''] of proseOf(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
		const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]|\b_|_\b/g, '');
		const anchor = words
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
			.replaceAll(' ', '-');
		let unique = anchor;
		for (let again = 1; anchors.has(unique); again++) unique = `${anchor}-${again}`;
		anchors.add(unique);
	}
	return anchors;
}

/** What is wrong with a link, or nothing. */
function fault(page: string, link: string): string[] {
	if (/^[a-z][a-z+.-]*:/i.test(link)) return [];
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : resolve(dirname(page), decodeURIComponent(path));
	if (relative(root, target).startsWith('..') || !existsSync(target))
		return [`${link}: no such file`];
	if (anchor === undefined || !statSync(target).isFile() || !target.endsWith('.md')) return [];
	return anchorsOf(target).has(anchor) ? [] : [`${link}: no such heading`];
}

test.each(pages.map((page) => [relative(root, page), page]))(
	'every link of %s leads to a file or heading of the repository',
	(_, page) => {
		expect(linksOf(page).flatMap((link) => fault(page, link))).toEqual([]);
	},
);

test('finds links, and headings as GitHub names them', () => {
	const readme = join(root, 'README.md');
	expect(linksOf(readme).length).toBeGreaterThan(10);
	expect(fault(readme, 'docs/no-such-page.md')).toHaveLength(1);
	expect(fault(readme, '#no-such-heading')).toHaveLength(1);
	expect(fault(readme, '../elsewhere.md')).toHaveLength(1);
	expect(anchorsOf(readme)).toContain('connect-it-to-notion');
});

test('what the nodes and credentials link to in the README is there', () => {
	const sources = [
		...filesBelow(join(root, 'credentials'), '.ts'),
		...filesBelow(join(root, 'nodes'), '.json'),
	];
	const anchors = sources.flatMap((file) =>
		[...readFileSync(file, 'utf8').matchAll(/n8n-nodes-notion-files#([\w-]+)/g)].map(
			([, anchor]) => anchor,
		),
	);
	// GitHub's own name for the whole page.
	const headings = anchors.filter((anchor) => anchor !== 'readme');
	expect(headings).not.toEqual([]);
	expect(
		headings.filter((anchor) => !anchorsOf(join(root, 'README.md')).has(anchor ?? '')),
	).toEqual([]);
});
