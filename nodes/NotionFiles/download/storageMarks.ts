import type { HostAnswer } from './FileHosts';

/** S3's own name for a request, or that of Amazon's network before it. */
const REQUEST_IDS = ['x-amz-request-id', 'x-amz-cf-id'];

/**
 * Whether an answer is the storage's own: S3 names every request and the version of every object, also
 * of an empty one. A gateway, a captive portal or a filter on the way does not, whatever it sends in the
 * place of the file: it sends that under the file's address and with status 200.
 */
export function isFromStorage({ header }: Pick<HostAnswer, 'header'>): boolean {
	return header('etag') !== undefined && REQUEST_IDS.some((name) => header(name) !== undefined);
}
