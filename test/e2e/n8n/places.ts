import { homedir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_NAME, repository } from '../../repository';

export { PACKAGE_NAME, repository };

/** What to install, besides the package, for a real n8n. */
export const serverManifest = join(repository, 'test/e2e/server');

/** Where installed servers are kept between runs. */
export function cacheFolder(): string {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), PACKAGE_NAME);
}
