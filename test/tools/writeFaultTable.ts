/**
 * Writes docs/what-is-survived.md from the tables of the fault suite, so that the page says what is
 * proved and nothing else. With --check it fails where the page is not up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { outcomeInWords } from '../faults/inWords';
import { forbiddenAddresses, tables } from '../faults/tables';

const PAGE = resolve('docs/what-is-survived.md');

const INTRODUCTION = `# What is survived

What can go wrong between Notion and n8n's store, and what becomes of the files. This page is written by \`npm run docs\` from the tables of the fault suite (\`test/faults\`): each row is a test that runs the node on n8n's own engine while a server misbehaves in just this way. Where it matters where a file lies, there is one at every place of a page: cover, icon, property, rollup, block, icon of a block, embedded HTML, comment, and a link to another site. In the other rows there are a few of them.

Statuses and errors that mean the same share a row. Which mean the same is listed, one by one, in unit tests of the code that decides it (\`obstacles.test.ts\`, \`answer.test.ts\`).

“Every byte arrives” means: the exact bytes, verified, once. “One error per file” means: one error that names the file, its place, what happened and what to do; the other files come all the same if the node is set to continue. After every row there is no temporary file, no open connection, and neither token nor signed link in anything that n8n keeps.

What lies in n8n's binary store after a row is in that execution's own location, and each file there is whole. Where the node continues, every one of them belongs to an item. Where it is set to stop, nothing further is begun after the error; files that were whole by then stay, as n8n gives nodes no way to take a stored file back, until n8n itself deletes or prunes that execution. That deletion is part of every row: it leaves no file, no note and no folder.

What nobody can tell, and the node does not either: that a file is cut off whose host announces no length and no checksum and ends it by ending the connection, as some HTTP/1.0 servers do. Notion's own storage always announces its length.

To keep the suite short, waits between attempts pass on a clock that the tests turn, and the time limit of calls to Notion (70 s) is cut to half a second.
`;

function page(): string {
	const sections = tables.map(({ title, rows }) => {
		const lines = rows.map((row) => `| ${cell(row.name)} | ${cell(outcomeInWords(row))} |`);
		return `## ${title}\n\n| When | Then |\n| --- | --- |\n${lines.join('\n')}\n`;
	});
	const addresses = forbiddenAddresses
		.map(({ host }) => `\`${host.replace(':PORT', '')}\``)
		.join(', ');
	const guard = `## Addresses that no link leads to\n\nUnless the credential allows it, wherever they turn up: in a link, in DNS, behind a redirect. Among those that are tried: ${addresses}.\n`;
	return [INTRODUCTION, ...sections, guard].join('\n');
}

function cell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (!process.argv.includes('--check')) {
	writeFileSync(PAGE, page());
} else if (readFileSync(PAGE, 'utf8') !== page()) {
	console.error('docs/what-is-survived.md is not what the fault suite proves: run “npm run docs”.');
	process.exitCode = 1;
}
