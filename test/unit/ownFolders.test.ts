import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expression, LONE_NODE } from '../harness/expressions';

/** As n8n resolves what a user has copied from the documentation. */
function resolved(template: string, title: string): unknown {
	const json = { pageTitle: title, row: { Customer: title }, uniqueName: 'a 9bc6c6e0.pdf' };
	const items = [{ json }];
	return expression.getParameterValue(
		`=${template}`,
		null,
		0,
		0,
		LONE_NODE.name,
		items,
		'manual',
		{},
	);
}

/** Paths that begin with a folder named by whoever edits the page. */
const recommended = ['README.md', 'docs/reference.md', 'docs/destinations.md'].flatMap((file) => {
	const text = readFileSync(join(__dirname, '../..', file), 'utf8');
	const paths = text.matchAll(/`(\{\{ \$json\.(?:row\.|pageTitle)[^`]*\}\}\/\{\{[^`]*\}\})`/g);
	return [...paths].map(([, path = '']) => [file, path] as const);
});

test('the documentation says how to make folders of one’s own', () => {
	expect(recommended.length).toBeGreaterThan(1);
});

describe.each(recommended)('%s: with %s', (_, path) => {
	test.each([
		['Team handbook', 'Team handbook/a 9bc6c6e0.pdf'],
		['R&D v1.2', 'R&D v1.2/a 9bc6c6e0.pdf'],
		['../../www', '__.._www/a 9bc6c6e0.pdf'],
		['', '_/a 9bc6c6e0.pdf'],
		['..', '_/a 9bc6c6e0.pdf'],
		[' .. ', '_/a 9bc6c6e0.pdf'],
		['/etc/cron.d', '_etc_cron.d/a 9bc6c6e0.pdf'],
		['..\\..\\Startup', '__.._Startup/a 9bc6c6e0.pdf'],
	])('a page called “%s” gets into a folder of its own, wherever others are', (title, expected) => {
		expect(resolved(path, title)).toBe(expected);
	});
});
