/**
 * Loaded into n8n before anything else (node --require): it reaches nothing but this machine, unless
 * NOTION_FILES_REACH says otherwise, and it ends when whoever started it is gone, however they ended.
 * Hosts that the file NOTION_FILES_STAND_INS names are on this machine, too.
 */
const dns = require('node:dns');
const fs = require('node:fs');
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

/** The port of what answers for a host; the file is read each time, as stand-ins come and go while n8n runs. */
function standInFor(host) {
	const file = process.env.NOTION_FILES_STAND_INS;
	if (typeof host !== 'string' || !file || !fs.existsSync(file)) return undefined;
	return JSON.parse(fs.readFileSync(file, 'utf8'))[host];
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
		const given = Array.isArray(args[0]) ? args[0] : args;
		const [first, second] = given;
		const port = standInFor(first?.host);
		if (port !== undefined) {
			// A copy: TLS looks into the original for the name that the certificate has to have.
			given[0] = { ...first, host: '127.0.0.1', port };
			return connect.apply(this, args);
		}
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
