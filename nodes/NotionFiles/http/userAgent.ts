import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, asText } from '../json';

const NAME = 'n8n-nodes-notion-files';

/** From the sources and from `dist`, both of which lie in the package. */
const WAYS_TO_THE_PACKAGE = ['../..', '../../..'] as const;

/**
 * Who asks, for the hosts of files: name, version and an address where one can complain. Some refuse whoever
 * does not say so (Wikimedia: https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).
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
