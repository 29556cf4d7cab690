/**
 * Loaded into n8n before anything else (node --require): it reaches nothing but this machine, unless
 * NOTION_FILES_REACH says otherwise, and it ends when whoever started it is gone, however they ended.
 */
const dns = require('node:dns');
const net = require('node:net');

const LOCAL_NAMES = new Set(['localhost', 'ip6-localhost']);

function isLocal(host) {
	if (host === undefined || host === '' || LOCAL_NAMES.has(host)) return true;
	return /^(?:::ffff:)?127\./.test(host) || host === '::1';
}

function refusal(code, host) {
	process.stderr.write(`[leash] refused: ${host}\n`);
	return Object.assign(new Error(`${code}: this n8n reaches only its own machine, not ${host}`), {
		code,
	});
}

function stayOnThisMachine() {
	const { lookup } = dns;
	dns.lookup = (host, options, callback = options) => {
		if (net.isIP(host) || LOCAL_NAMES.has(host)) return lookup(host, options, callback);
		process.nextTick(callback, refusal('ENOTFOUND', host));
	};
	const lookupPromise = dns.promises.lookup;
	dns.promises.lookup = async (host, options) => {
		if (net.isIP(host) || LOCAL_NAMES.has(host)) return await lookupPromise(host, options);
		throw refusal('ENOTFOUND', host);
	};

	const { connect } = net.Socket.prototype;
	net.Socket.prototype.connect = function (...args) {
		// net.connect hands its arguments on as one normalised array.
		const [first, second] = Array.isArray(args[0]) ? args[0] : args;
		const host = typeof first === 'object' ? first?.host : typeof second === 'string' ? second : '';
		if (net.isIP(host) && !isLocal(host)) {
			process.nextTick(() => this.destroy(refusal('ECONNREFUSED', host)));
			return this;
		}
		return connect.apply(this, args);
	};
}

if (process.env.NOTION_FILES_REACH !== 'anywhere') stayOnThisMachine();

// A pid, since a process whose parent has died is handed to another.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 1000).unref();
