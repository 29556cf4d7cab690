/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	// What can only be measured: time, memory, what V8 does. Its limits hang on recorded runs, so it decides
	// nothing that a busy machine could turn red: `npm test` has none of it.
	testMatch: ['<rootDir>/test/soak/**/*.soak.ts'],
	// One after the other: what else runs would be measured as well.
	maxWorkers: 1,
	testTimeout: 600_000,
	verbose: true,
};
