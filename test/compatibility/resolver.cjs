// In place of the n8n-core in our devDependencies, the code of this repository gets the one in the folder
// that NOTION_FILES_N8N_LINE names. What lies in that folder finds its own dependencies by itself.
const { resolve, sep } = require('node:path');

const repository = resolve(__dirname, '../..') + sep;
const packages = /^(n8n-core|n8n-workflow|@n8n\/[^/]+)(\/|$)/;

module.exports = (request, options) => {
	const line = process.env.NOTION_FILES_N8N_LINE;
	if (!line) throw new Error('Run this by “npm run test:compatibility”');
	const { basedir, defaultResolver } = options;
	const isOurs = (basedir + sep).startsWith(repository) && !basedir.includes('node_modules');
	const from = isOurs && packages.test(request) ? line : basedir;
	return defaultResolver(request, { ...options, basedir: from });
};
