import type { Fault } from '../../sandbox';

/** What S3 says of a link that is too old. */
export const EXPIRED: Fault = {
	type: 's3Error',
	status: 403,
	code: 'AccessDenied',
	message: 'Request has expired',
};
