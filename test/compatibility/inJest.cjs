const { lineFor } = require('./line.cjs');

/** Jest's way to find a module. */
module.exports = (request, options) => {
	const { basedir, defaultResolver } = options;
	return defaultResolver(request, { ...options, basedir: lineFor(request, basedir) ?? basedir });
};
