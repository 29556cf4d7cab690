const base = require('./jest.config.js');

// ES modules that are required by what n8n-core 2.0 depends on, at its newest: Node can do that, jest
// cannot.
const esModules = 'p-retry|is-network-error';

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/integration/**/*.test.ts'],
	resolver: '<rootDir>/test/compatibility/inJest.cjs',
	transform: {
		...base.transform,
		[`/node_modules/(${esModules})/.+\\.js$`]: [
			'ts-jest',
			{ tsconfig: { allowJs: true, module: 'commonjs', target: 'es2022' }, diagnostics: false },
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)`],
	// n8n-core before 2.0 looks after SSH connections by a timer that outlives every test.
	forceExit: true,
};
