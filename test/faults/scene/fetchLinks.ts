import { NODE, runNotionFiles } from '../../harness/notionFiles';
import { locator } from '../../harness/notionFilesWorkflow';
import { file, property, type Sandbox } from '../../sandbox';
import { errorItems } from '../prove/outcomes';

/** The files of a page whose property links to these addresses: sizes of those that arrived, codes of the others. */
export async function fetchLinks(
	sandbox: Sandbox,
	addresses: readonly string[],
	{ allowPrivateNetworkDownloads = false, retries = 0 } = {},
): Promise<unknown[]> {
	const links = addresses.map((address, index) => file.named(`${index}.pdf`, address));
	const page = sandbox.workspace.addPage({
		title: 'Addresses',
		properties: { Links: property.files(...links) },
	});
	const result = await runNotionFiles(
		sandbox,
		{ operation: 'getPageFiles', pageId: locator('id', page.id), options: { retries } },
		{ credential: { allowPrivateNetworkDownloads }, node: { onError: 'continueRegularOutput' } },
	);
	if (result.error) throw new Error(result.error.message);
	const items = result.items(NODE);
	const errors = errorItems(items);
	return addresses.map((_, index) => {
		const name = `${index}.pdf`;
		const failed = errors.find(({ details }) => details.fileName === name);
		return failed?.details.code ?? items.find(({ json }) => json.fileName === name)?.json.fileSize;
	});
}
