/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
	resolver: '<rootDir>/test/compatibility/resolver.cjs',
	// n8n-core before 2.0 looks after SSH connections by a timer that outlives every test.
	forceExit: true,
};
