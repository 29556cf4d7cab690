const base = require('./jest.config.js');
const { together } = require('./test/together/files.cjs');

/**
 * For all tests (`npm test`): those that load n8n-core share a few of them (test/together), as loading it
 * would be half of the time. Any test file runs alone as well: `npx jest test/integration/trust`.
 * @type {import('jest').Config}
 */
module.exports = {
	...base,
	testMatch: [...base.testMatch, '<rootDir>/test/together/*.test.cjs'],
	testPathIgnorePatterns: [
		...base.testPathIgnorePatterns,
		...together.map((file) => `<rootDir>/test/${file}$`),
	],
};
