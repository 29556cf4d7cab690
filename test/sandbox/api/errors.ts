import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from '../http/exchange';

interface ErrorDetails {
	additionalData?: Record<string, string | string[]>;
	/** Seconds. */
	retryAfter?: number;
}

/** An error in Notion's shape. */
export function notionError(
	status: number,
	code: string,
	message: string,
	{ additionalData, retryAfter }: ErrorDetails = {},
): Reply {
	const requestId = randomUUID();
	const body = { object: 'error', status, code, message, additional_data: additionalData };
	return jsonReply(
		status,
		{ ...body, request_id: requestId },
		{
			'x-notion-request-id': requestId,
			...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
		},
	);
}

/** Thrown anywhere below the router, answered as it says. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly details: ErrorDetails = {},
	) {
		super(message);
	}

	toReply(): Reply {
		return notionError(this.status, this.code, this.message, this.details);
	}
}

export function validationError(message: string): ApiError {
	return new ApiError(400, 'validation_error', message);
}

/** Missing and not shared are one answer, so that ids cannot be probed. */
export function notFound(what: string, id: string, integrationName: string): ApiError {
	return new ApiError(
		404,
		'object_not_found',
		`Could not find ${what} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration "${integrationName}".`,
	);
}
