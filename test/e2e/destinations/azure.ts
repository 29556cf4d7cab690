import { locator } from '../../harness/notionFilesWorkflow';
import { startAzurite } from '../services';
import type { Destination } from './Destination';
import type { FileOfPage } from './nastyPage';

/** Azure's node cannot upload empty files. */
const pathOf = ({ path, content }: FileOfPage) => (content.length > 0 ? path : undefined);

export async function toAzure(): Promise<Destination> {
	const azurite = await startAzurite();
	const { account, key, container } = azurite;
	let locked: string[] = [];
	return {
		example: 'back-up-to-azure-storage.json',
		filledIn: {
			'Upload to Azure Storage': {
				credential: { type: 'azureStorageSharedKeyApi', data: { account, key } },
				parameters: { container: locator('id', container) },
			},
		},
		pathOf,
		async refuse(files) {
			for (const blob of locked) await azurite.unlock(blob);
			locked = files.map(({ path }) => path);
			for (const blob of locked) await azurite.lock(blob);
		},
		stored: async () => (await azurite.blobs()).filter(({ path }) => !locked.includes(path)),
		stop: async () => await azurite.stop(),
	};
}
