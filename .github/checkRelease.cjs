// Refuses a release whose tag, package.json and CHANGELOG.md do not name the same version, or that anyone could
// have published by hand.
// Usage: node checkRelease.cjs v1.2.3
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * What is in the way of a release, in sentences.
 *
 * @param {string | undefined} tag
 * @param {{ version: string, private?: boolean }} manifest
 * @param {string} changelog
 * @returns {string[]}
 */
function problemsOf(tag, { version, private: isPrivate }, changelog) {
	const problems = [];
	if (tag !== `v${version}`) {
		problems.push(`The tag is ${tag}, and package.json has version ${version}.`);
	}
	const heading = changelog.split('\n').find((line) => line.startsWith(`## [${version}]`));
	if (heading === undefined) {
		problems.push(`CHANGELOG.md has no section “## [${version}] - year-month-day”.`);
	} else if (!/ - \d{4}-\d\d-\d\d$/.test(heading)) {
		problems.push(`CHANGELOG.md has no date in “${heading}”.`);
	}
	if (isPrivate !== true) {
		problems.push(
			'package.json lacks "private": true, so anyone with a token can publish by hand.',
		);
	}
	return problems;
}

module.exports = { problemsOf };

if (require.main === module) {
	const read = (file) => readFileSync(join(__dirname, '..', file), 'utf8');
	const manifest = JSON.parse(read('package.json'));
	const problems = problemsOf(process.argv[2], manifest, read('CHANGELOG.md'));
	for (const problem of problems) console.error(problem);
	process.exitCode = problems.length > 0 ? 1 : 0;
}
