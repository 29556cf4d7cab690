const Module = require('node:module');
const { dirname } = require('node:path');
const { lineFor } = require('./line.cjs');

/** Node's way to find a module, which it lets nobody change but so: node --require inNode.cjs … */
const usual = Module._resolveFilename;

Module._resolveFilename = function (request, parent, isMain, options) {
	const line = parent?.filename && lineFor(request, dirname(parent.filename));
	return usual.call(this, request, parent, isMain, line ? { paths: [line] } : options);
};
