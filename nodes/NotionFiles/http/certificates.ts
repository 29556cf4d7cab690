import type { ErrorParts } from '../errors';
import { asObject, asText } from '../json';

/** Rejected certificates: shared by the calls to Notion and the downloads. */

type Fault = Required<Pick<ErrorParts, 'message' | 'remedy'>>;

interface Kind {
	codes: RegExp;
	is: string;
	remedy: string;
}

/** By the codes of Node, which are those of OpenSSL (X509_V_ERR_…) and one of its own. */
const KINDS: readonly Kind[] = [
	{
		codes: /^CERT_HAS_EXPIRED$/,
		is: 'it has expired',
		remedy:
			'Check the clock of this server. If it is right, the operator of that host must renew the certificate.',
	},
	{
		codes: /^CERT_NOT_YET_VALID$/,
		is: 'it is not valid yet',
		remedy: 'Check the clock of this server.',
	},
	{
		codes: /^(?:ERR_TLS_CERT_ALTNAME_\w+|HOSTNAME_MISMATCH)$/,
		is: 'it was issued for another host name',
		remedy:
			'Check the host in the link. If it is right, the operator of that host must get a certificate for it.',
	},
	{
		codes:
			/^(?:CERT_.*|.*SELF_SIGNED_CERT.*|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF).*|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/,
		is: 'this server does not trust it',
		remedy:
			'If your company or its proxy signs certificates itself, start n8n with NODE_EXTRA_CA_CERTS set to the path of that authority’s certificate.',
	},
];

/** Causes are nested as deep as there are layers; deeper nesting is a circle. */
const MOST_CAUSES = 5;

/**
 * What is wrong with the certificate of a host, if that is why there is no connection. When asked again, it
 * would present the same one.
 */
export function certificateFault(thrown: unknown, host: string): Fault | undefined {
	let error = asObject(thrown);
	for (let depth = 0; depth < MOST_CAUSES; depth++) {
		// n8n's own errors have it there, and before n8n 2.34 they lost the cause that also has it.
		const code = asText(error.code) ?? asText(error.httpCode) ?? '';
		const kind = KINDS.find(({ codes }) => codes.test(code));
		if (kind) {
			const message = `The certificate of ${host} was rejected: ${kind.is} (${code})`;
			return { message, remedy: kind.remedy };
		}
		error = asObject(error.cause);
	}
	return undefined;
}
