// One folder for all that a run of the tests leaves behind; removeFolder.cjs deletes it at the end. The
// test files cannot: jest shows them another `process`, which never exits.
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

module.exports = () => {
	process.env.TEST_FOLDER = mkdtempSync(join(tmpdir(), 'notion-files-test-'));
};
