/** Our node on n8n's engine, with n8n's store on the file system. */
import '../../../demo/environment';
import type { INodeParameters } from 'n8n-workflow';
import { startWorkflow } from '../../harness/engine';
import { locator, notionFilesWorkflow } from '../../harness/notionFilesWorkflow';
import { loadPackage } from '../../tools/loadPackage';
import { type Came, type Ids, type Scene } from '../case';
import { NOTION_HOST } from '../notionDoor';
import { measure } from './measure';

export interface OurTask {
	packageFolder: string;
	parameters: INodeParameters;
	/** Which of the scene's files. */
	of: 'ids' | 'unsummed';
}

void measure<OurTask>(async ({ packageFolder, parameters, of }, scene) => {
	const loaded = await loadPackage(packageFolder);
	const get = async (ids: Ids, more: INodeParameters): Promise<Came> => {
		const workflow = notionFilesWorkflow({
			pageId: locator('id', ids.page),
			databaseId: locator('id', ids.database),
			...more,
		});
		const { done } = await startWorkflow(workflow, {
			package: loaded,
			credential: credentialFor(scene),
		});
		const result = await done;
		if (result.error) throw result.error;
		const sizes = result.items('Notion Files').map(({ json }) => Number(json.fileSize ?? 0));
		return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
	};
	await get(scene.warmUp, { operation: 'getPageFiles' });
	const ids = scene[of];
	if (ids === undefined) throw new Error(`The scene has no “${of}”`);
	return async () => await get(ids, parameters);
});

function credentialFor({ token }: Scene) {
	return { token, apiBaseUrl: `https://${NOTION_HOST}`, allowPrivateNetworkDownloads: false };
}
