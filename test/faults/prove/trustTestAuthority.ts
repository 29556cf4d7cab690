import tls from 'node:tls';
import { authorityCertificate } from '../scene/certificates';

/**
 * Makes Node trust the certificates of the doors, as NODE_EXTRA_CA_CERTS does, which is read only when
 * a process starts. That the variable itself reaches the downloads is proved in extraCertificates.test.ts.
 */
export function trustTestAuthority(): void {
	const { connect, createSecureContext } = tls;
	beforeAll(() => {
		const ca = authorityCertificate();
		jest
			.spyOn(tls, 'createSecureContext')
			.mockImplementation((options) => createSecureContext({ ca, ...options }));
		jest
			.spyOn(tls, 'connect')
			.mockImplementation(((options: tls.ConnectionOptions, onConnect?: () => void) =>
				connect({ ca, ...options }, onConnect)) as typeof tls.connect);
	});
	afterAll(() => jest.restoreAllMocks());
}
