import type { buildConnector } from 'undici';
import type { ErrorParts } from '../errors';
import { certificateFault } from '../http/certificates';
import { isPassing } from '../http/retries';

interface Refusal extends Omit<ErrorParts, 'code'> {
	isPassing: boolean;
}

/** If it is a proxy that does not let us through to a host: undici tells it in a sentence, under the code of an abort. */
export function proxyRefusal(thrown: unknown, host: string): Refusal | undefined {
	const { message } = (thrown ?? {}) as { message?: unknown };
	const [, digits] = /^Proxy response \((\d{3})\)/.exec(String(message)) ?? [];
	if (digits === undefined) return undefined;
	const httpStatus = Number(digits);
	if (isPassing(httpStatus, 'host')) {
		return {
			isPassing: true,
			message: `Your proxy could not connect to ${host} (HTTP ${digits})`,
			remedy:
				'Run the workflow again; if it happens again, check that the proxy can reach that host.',
			httpStatus,
			cause: thrown,
		};
	}
	return {
		isPassing: false,
		message: `Your proxy refused to connect to ${host} (HTTP ${digits})`,
		remedy:
			httpStatus === 407
				? 'Put the user name and password that the proxy asks for into HTTPS_PROXY and HTTP_PROXY where you start n8n: http://user:password@proxy.example.com:3128.'
				: 'Have the proxy allow that host, or add the host to NO_PROXY where you start n8n.',
		httpStatus,
		cause: thrown,
	};
}

/** For connections to a proxy: without its name, an error would look like one of the file's host. */
export function namingProxy(connect: buildConnector.connector): buildConnector.connector {
	return (options, callback) =>
		connect(options, (...[error, socket]) => {
			if (error) callback(certificateFault(error, '') ? error : noConnection(error), null);
			else callback(null, socket);
		});
}

function noConnection(cause: Error & { code?: unknown }): Error {
	return new Error(`no connection to your proxy: ${String(cause.code ?? cause.message)}`, {
		cause,
	});
}
