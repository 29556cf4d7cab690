import type { INode } from 'n8n-workflow';

/** Where an error item says more than its one sentence. */
export type ErrorForm =
	/** In `details`, key by key. */
	| 'details'
	/** In `message`, in words. */
	| 'message';

/** The first version of n8n whose engine sends an item with `details` to the error output. */
const FIRST_WITH_DETAILS = [2, 36] as const;

/**
 * Older engines send only items with the keys `error` and `message` and no others there; anything else
 * stays, unnoticed, among the good items. So if there is an error output, an older n8n (or one whose
 * version is unknown) gets what every version understands.
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

/** n8n does not tell nodes its version; that of n8n-workflow is the same since 2.0, and lower before. */
function versionOfN8n(): string | undefined {
	try {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would fail without it
		const manifest = require('n8n-workflow/package.json') as { version?: string };
		return manifest.version;
	} catch {
		return undefined;
	}
}
