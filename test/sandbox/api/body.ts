import { type Exchange } from '../http/exchange';
import { ApiError, validationError } from './errors';

/** Of a request, in bytes. */
const LARGEST_BODY = 500_000;

/** The parsed body of a request; empty for GET. */
export function bodyOf({ method, body }: Exchange): Record<string, unknown> {
	if (method !== 'POST' || body === '') return {};
	if (Buffer.byteLength(body) > LARGEST_BODY) {
		throw validationError('body failed validation: the body should be at most 500KB in size.');
	}
	try {
		const parsed: unknown = JSON.parse(body);
		if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
	} catch {
		// Answered below, like any other body that is no object.
	}
	throw new ApiError(400, 'invalid_json', 'Error parsing JSON body.');
}

/** Refuses what an endpoint does not know. */
export function checkFields(
	body: Readonly<Record<string, unknown>>,
	known: readonly string[],
): void {
	const unknown = Object.keys(body).find((field) => !known.includes(field));
	if (unknown === undefined) return;
	throw validationError(
		`body failed validation: body.${unknown} should be not present, instead was \`${JSON.stringify(body[unknown])}\`.`,
	);
}
