/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/e2e/scenarios/**/*.e2e.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	setupFiles: [],
	globalSetup: '<rootDir>/test/e2e/setUp.ts',
	globalTeardown: '<rootDir>/test/e2e/tearDown.ts',
	// In this process, one after the other: they share an n8n, and the machine has but few cores.
	maxWorkers: 1,
	testTimeout: 300_000,
	verbose: true,
};
