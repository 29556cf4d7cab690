const { readdirSync } = require('node:fs');
const { join } = require('node:path');

/** The folders whose test files load n8n-core. */
const FOLDERS = ['attacks', 'faults', 'fuzz', 'integration'];

/** These set what n8n-core reads when it is first loaded, so that each has one of its own. */
const ALONE = ['integration/bufferingStores.test.ts', 'integration/egressFilter.test.ts'];

/** The test files that share an n8n-core, relative to the folder `test`. */
exports.together = FOLDERS.flatMap((folder) =>
	readdirSync(join(__dirname, '..', folder))
		.filter((name) => name.endsWith('.test.ts'))
		.map((name) => `${folder}/${name}`),
).filter((file) => !ALONE.includes(file));
