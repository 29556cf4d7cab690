import { createRequire } from 'node:module';
import { join } from 'node:path';
import { tell } from '../n8n/command';
import { installLocked } from '../n8n/installLocked';
import { repository } from '../n8n/places';

/** The servers that come from npm: where they are, and how to load them. */
export async function installNpmServers(): Promise<{ folder: string; require: NodeJS.Require }> {
	const manifest = join(repository, 'test/e2e/services/npm');
	const folder = await installLocked({ manifest, name: 'upload-servers' }, async (fetch) => {
		tell('Installing servers to upload to, once: about a minute and 400 MB …');
		await fetch();
	});
	return { folder, require: createRequire(join(folder, 'package.json')) };
}
