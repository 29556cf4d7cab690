import { createRequire } from 'node:module';

const { problemsOf } = createRequire(__filename)('../../.github/checkRelease.cjs') as {
	problemsOf(
		tag: string | undefined,
		manifest: { version: string; private?: boolean },
		changelog: string,
	): string[];
};

const MANIFEST = { version: '1.2.3', private: true };
const CHANGELOG = '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-22\n\n- Something.\n';

test('a release whose tag, version and changelog agree has nothing in its way', () => {
	expect(problemsOf('v1.2.3', MANIFEST, CHANGELOG)).toEqual([]);
});

test.each(['v1.2.4', '1.2.3', 'v1.2.3-rc.1', undefined])('the tag %s is refused', (tag) => {
	expect(problemsOf(tag, MANIFEST, CHANGELOG)).toEqual([
		`The tag is ${tag}, and package.json has version 1.2.3.`,
	]);
});

test('a version that the changelog does not know is refused', () => {
	expect(problemsOf('v1.2', { ...MANIFEST, version: '1.2' }, CHANGELOG)).toEqual([
		expect.stringContaining('no section'),
	]);
});

test('a version without its day is refused', () => {
	const undated = CHANGELOG.replace(' - 2026-11-22', '');
	expect(problemsOf('v1.2.3', MANIFEST, undated)).toEqual([expect.stringContaining('no date')]);
});

test('a package that can be published by hand is refused', () => {
	expect(problemsOf('v1.2.3', { version: '1.2.3' }, CHANGELOG)).toEqual([
		expect.stringContaining('by hand'),
	]);
});
