import { type Sandbox, sha256Of, startSandbox } from '../../sandbox';
import { buildTeamHandbook, type TeamHandbook } from '../../sandbox/teamHandbook';
import { ask, askAll, at, type Json } from './support';

let sandbox: Sandbox;
let handbook: TeamHandbook;

beforeAll(async () => {
	sandbox = await startSandbox();
	handbook = buildTeamHandbook(sandbox);
});
afterAll(() => sandbox.close());

const asked = new Set<string>();

/** Everything below a page, the way a simple reader would walk it: synced copies and all. */
async function walk(id: string): Promise<Json[]> {
	if (asked.has(id)) return [];
	asked.add(id);
	const blocks = await askAll(sandbox, `/v1/blocks/${id}/children`);
	const below: Json[] = [];
	for (const each of blocks) {
		below.push(each);
		if (each.has_children === true) below.push(...(await walk(String(each.id))));
	}
	return below;
}

/** Every link in an answer, found without knowing any shape. */
function linksIn(json: unknown): string[] {
	if (typeof json === 'string') {
		return /^(http:\/\/127|data:)/.test(json) ? [json] : [];
	}
	if (typeof json !== 'object' || json === null) return [];
	return Object.values(json).flatMap(linksIn);
}

async function bytesBehind(links: readonly string[]): Promise<Map<string, number>> {
	const found = new Map<string, number>();
	for (const link of links) {
		const answer = await fetch(link);
		const bytes = Buffer.from(await answer.arrayBuffer());
		found.set(sha256Of(bytes), bytes.length);
	}
	return found;
}

test('what is expected is exactly what a reader finds behind the links', async () => {
	const page = await ask(sandbox, `/v1/pages/${handbook.page.id}`);
	const links = [...linksIn(page.body), ...linksIn(await walk(handbook.page.id))];
	const found = await bytesBehind(links);
	const { expected } = handbook;
	expect([...found.keys()].sort()).toEqual(expected.map(({ sha256 }) => sha256).sort());
	expect(expected.every(({ sha256, size }) => found.get(sha256) === size)).toBe(true);
});

test('the handbook has files in every place, and names that collide', () => {
	const { expected } = handbook;
	expect(new Set(expected.map(({ place }) => place))).toEqual(
		new Set(['cover', 'icon', 'property', 'rollup', 'block', 'blockIcon']),
	);
	expect(new Set(expected.map(({ sha256 }) => sha256)).size).toBe(expected.length);
	expect(expected.filter(({ name }) => name === 'image.png')).toHaveLength(3);
	expect(expected.filter(({ page }) => page === 'Office guide')).toHaveLength(2);
	expect(expected.length).toBeGreaterThanOrEqual(25);
});

test('the comment’s attachments are expected apart', async () => {
	const listed = await ask(sandbox, `/v1/comments?block_id=${handbook.page.id}`);
	const links = linksIn(listed.body);
	expect(links.length).toBe(2);
	expect([...(await bytesBehind(links)).keys()]).toEqual(
		handbook.expectedInComments.map(({ sha256 }) => sha256),
	);
});

test('a search finds the handbook', async () => {
	const { body } = await ask(sandbox, '/v1/search', { body: { query: 'team hand' } });
	expect(at(body, 'results.0.id')).toBe(handbook.page.id);
});
