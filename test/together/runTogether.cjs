const { join } = require('node:path');
const { together } = require('./files.cjs');

/**
 * Defines the tests of every `of`-th test file, beginning with number `first`, in the test file that calls
 * it. Jest loads all modules anew for each test file, and n8n-core takes it three seconds.
 */
exports.runTogether = (first, of) => {
	const files = together.filter((_, at) => at % of === first);
	describe.each(files)('%s', (file) => {
		require(join(__dirname, '..', file));
	});
};
