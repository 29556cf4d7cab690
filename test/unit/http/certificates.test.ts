import { certificateFault } from '../../../nodes/NotionFiles/http/certificates';

const failing = (code: string): Error => Object.assign(new Error('x'), { code });

describe('A fault of a certificate is told from other problems of a connection', () => {
	test.each([
		['CERT_HAS_EXPIRED', /it has expired/, /clock/],
		['CERT_NOT_YET_VALID', /not valid yet/, /clock/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/, /link/],
		['HOSTNAME_MISMATCH', /another host name/, /link/],
		['DEPTH_ZERO_SELF_SIGNED_CERT', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['SELF_SIGNED_CERT_IN_CHAIN', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['UNABLE_TO_GET_ISSUER_CERT', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['CERT_UNTRUSTED', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['CERT_SIGNATURE_FAILURE', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['CERT_REVOKED', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['CERT_REJECTED', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['CERT_CHAIN_TOO_LONG', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['INVALID_CA', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['INVALID_PURPOSE', /does not trust/, /NODE_EXTRA_CA_CERTS/],
		['PATH_LENGTH_EXCEEDED', /does not trust/, /NODE_EXTRA_CA_CERTS/],
	])('%s', (code, message, remedy) => {
		const fault = certificateFault(failing(code), 'files.example.com');
		expect(fault?.message).toMatch(message);
		expect(fault?.message).toMatch(/^The certificate of files\.example\.com /);
		expect(fault?.message).toMatch(new RegExp(`\\(${code}\\)$`));
		expect(fault?.remedy).toMatch(remedy);
	});

	test.each([
		'ECONNRESET',
		'ECONNREFUSED',
		'UND_ERR_CONNECT_TIMEOUT',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
		// About our certificate, and we have none: the host may change its mind.
		'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
		'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
		'UNABLE_TO_WRITE',
	])('%s is not one of them', (code) => {
		expect(certificateFault(failing(code), 'files.example.com')).toBeUndefined();
	});
});

test('it is found inside other errors, as from n8n’s request helper', () => {
	const wrapped = new Error('a', { cause: new Error('b', { cause: failing('CERT_HAS_EXPIRED') }) });
	expect(certificateFault(wrapped, 'api.notion.com')?.message).toMatch(/expired/);
});

test('it is found in an error of n8n’s that has lost its cause, as before 2.34', () => {
	const error = Object.assign(new Error('certificate has expired'), {
		cause: undefined,
		httpCode: 'CERT_HAS_EXPIRED',
	});
	expect(certificateFault(error, 'api.notion.com')?.message).toMatch(/expired/);
});

test('an error that causes itself does not end in a loop', () => {
	const error = new Error('a');
	error.cause = error;
	expect(certificateFault(error, 'api.notion.com')).toBeUndefined();
});

test.each([undefined, null, 'CERT_HAS_EXPIRED', 7, {}, { code: 7 }])(
	'%p is not a fault of a certificate',
	(thrown) => {
		expect(certificateFault(thrown, 'files.example.com')).toBeUndefined();
	},
);
