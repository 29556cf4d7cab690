import type { INode } from 'n8n-workflow';

/** How an error item tells more than its one sentence. */
export type ErrorForm =
	/** In `details`, key by key. */
	| 'details'
	/** In `message`, in words. */
	| 'message';

/** The first n8n whose engine takes an item with `details` to the error output. */
const FIRST_WITH_DETAILS = [2, 36] as const;

/**
 * Before, the engine takes there what has the keys `error` and `message` and no others; anything else
 * stays, unnoticed, among the good items. So where there is an error output, an older n8n (or one that
 * does not tell its version) gets what every version understands.
 */
export function errorFormFor(
	{ onError }: Pick<INode, 'onError'>,
	n8nVersion = versionOfN8n(),
): ErrorForm {
	if (onError !== 'continueErrorOutput') return 'details';
	return takesDetails(n8nVersion) ? 'details' : 'message';
}

function takesDetails(n8nVersion: string | undefined): boolean {
	const [major = 0, minor = 0] = (n8nVersion ?? '').split('.').map(Number);
	const [firstMajor, firstMinor] = FIRST_WITH_DETAILS;
	return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}

/**
 * n8n tells nodes no version of its own; n8n-workflow has the same one as n8n since 2.0, and a lower one
 * before.
 */
function versionOfN8n(): string | undefined {
	try {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would fail without it
		const manifest = require('n8n-workflow/package.json') as { version?: string };
		return manifest.version;
	} catch {
		return undefined;
	}
}
