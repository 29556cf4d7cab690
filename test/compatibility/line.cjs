// In place of the n8n-core in our devDependencies, the code of this repository gets the one in the folder
// that NOTION_FILES_N8N_LINE names. What lies in that folder finds its own dependencies by itself.
const { resolve, sep } = require('node:path');

const repository = resolve(__dirname, '../..') + sep;
const packages = /^(n8n-core|n8n-workflow|@n8n\/[^/]+)(\/|$)/;

/** The folder from which a request of a file in this folder is answered; undefined for the usual one. */
exports.lineFor = (request, folder) => {
	const isOurs = (folder + sep).startsWith(repository) && !folder.includes('node_modules');
	if (!isOurs || !packages.test(request)) return undefined;
	const line = process.env.NOTION_FILES_N8N_LINE;
	if (!line) throw new Error('Run this by “npm run test:compatibility”');
	return line;
};
