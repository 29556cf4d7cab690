import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, IConnections } from 'n8n-workflow';
import { NEWEST_VERSION } from '../../nodes/NotionFiles/parameters/versions';

const folder = join(__dirname, '../../examples');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

interface Example {
	nodes: INode[];
	connections: IConnections;
}

function example(file: string): Example {
	return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example;
}

/** What the workflow itself chooses. */
function isExpression(locator: unknown): boolean {
	return String((locator as { value?: unknown }).value).startsWith('=');
}

test('the page on the examples links to each of them', () => {
	const page = readFileSync(join(folder, 'README.md'), 'utf8');
	const links = [...page.matchAll(/\]\(([^)]+\.json)\)/g)].map(([, link]) => link);
	expect(links.sort()).toEqual(files.sort());
});

describe.each(files)('%s', (file) => {
	const { nodes, connections } = example(file);

	test('has the newest version of our nodes, as if they had just been added', () => {
		const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-notion-files.'));
		expect(ours.map(({ typeVersion }) => typeVersion)).toEqual(ours.map(() => NEWEST_VERSION));
		expect(ours).not.toEqual([]);
	});

	test('connects only nodes that are there, and leaves none but notes unconnected', () => {
		const outputs = Object.values(connections).flatMap((byType) => Object.values(byType).flat());
		const targets = outputs.flatMap((output) => (output ?? []).map(({ node }) => node));
		const connected = new Set([...Object.keys(connections), ...targets]);
		const working = nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		expect([...connected].sort()).toEqual(working.map(({ name }) => name).sort());
		expect(working.length).toBeLessThan(nodes.length);
	});

	test('leaves page or database, and credentials, to the user', () => {
		const credentials = nodes.flatMap((node) => Object.values(node.credentials ?? {}));
		expect(credentials.filter(({ id }) => id !== '')).toEqual([]);
		const sources = nodes
			.flatMap(({ parameters: { pageId, databaseId } }) => pageId ?? databaseId ?? [])
			.filter((source) => !isExpression(source));
		const isWorkspace = nodes.some(
			({ parameters }) => parameters.operation === 'getWorkspaceFiles',
		);
		expect(sources).toEqual(isWorkspace ? [] : [{ __rl: true, mode: 'list', value: '' }]);
	});
});
