import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const CITING = ['nodes', 'credentials', 'test', 'demo', 'docs'];
const CITATION = /docs\/(?:notion-api|n8n)\.md#[\w-]+/g;

/** The anchors that GitHub makes of the headings of a document. */
function anchorsOf(document: string): Set<string> {
	const headings = readFileSync(join(ROOT, document), 'utf8').matchAll(/^#+ (.+)$/gm);
	return new Set(
		[...headings].map(([, heading = '']) =>
			heading
				.toLowerCase()
				.replace(/[^\w\s-]/g, '')
				.replaceAll(' ', '-'),
		),
	);
}

function citations(): string[] {
	const files = CITING.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(?:ts|md)$/.test(file))
			.map((file) => join(ROOT, folder, file)),
	);
	const cited = files.flatMap((file) => readFileSync(file, 'utf8').match(CITATION) ?? []);
	return [...new Set(cited)].sort();
}

test.each(citations())('%s is a section of that document', (citation) => {
	const [document = '', anchor] = citation.split('#');
	expect(anchorsOf(document)).toContain(anchor);
});
