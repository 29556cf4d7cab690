/**
 * Lenient reading of Notion's JSON. Its answers are typed only in documentation: fields come and go
 * between API versions, and a connection without the read capability gets objects with nothing but an
 * ID. So every field is read as “there, and of the kind I need, or not at all”.
 */
export type Json = Readonly<Record<string, unknown>>;

const NOTHING: Json = Object.freeze({});

/** The value if it is an object, else an empty one. */
export function asObject(value: unknown): Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Json)
		: NOTHING;
}

/** The objects of a list, or none. */
export function asObjects(value: unknown): Json[] {
	return Array.isArray(value) ? value.map(asObject) : [];
}

/** The value if it is a string that is not empty. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The words of a rich text array, without their formatting. */
export function plainText(richText: unknown): string {
	return asObjects(richText)
		.map((part) => asText(part.plain_text) ?? asText(asObject(part.text).content) ?? '')
		.join('');
}

/** Any value, in a form that fits into a sentence. An object from outside can refuse to become text. */
export function inWords(value: unknown): string {
	if (typeof value === 'string') return value;
	try {
		return typeof value === 'object' ? JSON.stringify(value) : String(value);
	} catch {
		return typeof value;
	}
}
