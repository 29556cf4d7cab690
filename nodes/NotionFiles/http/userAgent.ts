import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, asText } from '../json';

const NAME = 'n8n-nodes-notion-files';

/** From the sources and from `dist`, both of which are in the package. */
const WAYS_TO_THE_PACKAGE = ['../../..', '../../../..'] as const;

/**
 * Tells file hosts who is asking: name, version and an address for complaints. Some refuse clients that do not
 * say so (Wikimedia: https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).
 */
export const USER_AGENT = userAgent();

function userAgent(): string {
	const path = WAYS_TO_THE_PACKAGE.map((way) => join(__dirname, way, 'package.json')).find(
		existsSync,
	);
	const { version, homepage } = asObject(path && JSON.parse(readFileSync(path, 'utf8')));
	const [address = ''] = (asText(homepage) ?? '').split('#');
	return `${NAME}/${asText(version) ?? '0'} (+${address})`;
}
