/**
 * Writes docs/what-is-survived.md from the tables of the fault suite, so that the page says what is
 * proved and nothing else. With --check it fails where the page is not up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { outcomeInWords } from '../faults/inWords';
import { forbiddenAddresses, tables } from '../faults/tables';

const PAGE = resolve('docs/what-is-survived.md');

const INTRODUCTION = `# Failures we test for

What can go wrong between Notion and n8n's storage, and what happens to the files. \`npm run docs\` writes this page from the tables of the fault suite (\`test/faults\`): each row is a test that runs the node on n8n's own engine while a server fails in exactly this way. Where it matters where a file is, there is one in every place of a page: cover, icon, property, rollup, block, callout icon, HTML embed, comment, and a link to another site. The other rows have some of them.

Statuses and errors that are treated alike share a row. Unit tests of the code that decides it list which are alike (\`obstacles.test.ts\`, \`answer.test.ts\`).

- **Complete**: exactly the right bytes, verified, once.
- **One error per file**: an error with this code, which names the file, its place, what happened and what to do. With _On Error: Continue_, all other files are returned.
- **Skipped, with a hint**: the file is not returned, and a hint in the output pane says so.
- **Not found**: the node does not learn of the file, because it could not read that part of the page (one error says why) or because the link does not count as a file.

After every row, there is no temporary file and no open connection, and nothing that n8n keeps contains the token or a signed link.

Every file in n8n's binary storage after a row is complete and belongs to that execution. With _On Error: Continue_, each of them belongs to an item. With _Stop Workflow_, nothing new is started after the error. Files that were complete by then stay until n8n deletes or prunes the execution, because n8n gives nodes no way to delete a stored file. Each row ends with that deletion, which leaves nothing behind.

One failure cannot be detected: a file is cut off by a host that announces neither length nor checksum and ends the file by closing the connection, as some HTTP/1.0 servers do. Notion's own storage always announces the length.

To keep the suite short, waits between attempts run on a clock that the tests turn, and the time limit for requests to Notion (70 s) is reduced to half a second.
`;

function page(): string {
	const sections = tables.map(({ title, rows }) => {
		const lines = rows.map((row) => `| ${cell(row.name)} | ${cell(outcomeInWords(row))} |`);
		return `## ${title}\n\n| What fails | Files |\n| --- | --- |\n${lines.join('\n')}\n`;
	});
	const addresses = forbiddenAddresses
		.map(({ host }) => `\`${host.replace(':PORT', '')}\``)
		.join(', ');
	const guard = `## Addresses that are refused\n\nUnless the credential allows private networks, links to private addresses are refused, whether the address is in the link, in DNS or after a redirect. The tests try these, among others: ${addresses}.\n`;
	return [INTRODUCTION, ...sections, guard].join('\n');
}

function cell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

if (!process.argv.includes('--check')) {
	writeFileSync(PAGE, page());
} else if (readFileSync(PAGE, 'utf8') !== page()) {
	console.error('docs/what-is-survived.md does not match the fault suite: run “npm run docs”.');
	process.exitCode = 1;
}
