import type { Fault } from '../../sandbox';
import { requestHeaders } from '../../sandbox/storage/s3Errors';

/** S3's answer to a link that is too old. */
export const EXPIRED: Fault = {
	type: 's3Error',
	status: 403,
	code: 'AccessDenied',
	message: 'Request has expired',
};

/** What identifies an answer as the storage's own, whatever else it says. */
export const STORAGE_MARKS = { ...requestHeaders(), etag: '"9a0364b9e99bb480dd25e1f0284c8555"' };
