/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// Those need an n8n that is installed and started: `npm run test:e2e`.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	// Jest would leave one core alone, which is every second one of two.
	maxWorkers: '100%',
	testSequencer: '<rootDir>/test/harness/longestFirst.cjs',
	// Ends what hangs, and nothing else: on a busy machine, a test of two seconds may take a minute.
	testTimeout: 300_000,
	globalSetup: '<rootDir>/test/harness/makeFolder.cjs',
	globalTeardown: '<rootDir>/test/harness/removeFolder.cjs',
	setupFiles: ['<rootDir>/test/harness/environment.cjs'],
	moduleNameMapper: { '^fast-check$': '<rootDir>/test/harness/fastCheck.cjs' },
	transform: {
		// Types are checked once by `npm run typecheck`; here they would only cost time.
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }],
	},
};
