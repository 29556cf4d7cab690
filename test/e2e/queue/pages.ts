import { block, generatedContent, sha256Of, type Page, type Sandbox } from '../../sandbox';

/** A page with one file in each of its toggles, all different from those of any other page. */
export interface PageOfToggles {
	page: Page;
	/** How many requests to Notion it takes: the page, its content, and that of each toggle. */
	requests: number;
	/** In document order. */
	files: Array<{ name: string; path: string; sha256: string }>;
}

export function addPageOfToggles(
	{ workspace }: Sandbox,
	title: string,
	toggles: number,
): PageOfToggles {
	const uploads = Array.from({ length: toggles }, (_, index) => {
		const name = `${title}, file ${index + 1}.bin`;
		return workspace.upload({ name, content: generatedContent(2_000 + 7_000 * index, name) });
	});
	const children = uploads.map((upload) => block.toggle(upload.name, [block.file(upload)]));
	return {
		page: workspace.addPage({ title, children }),
		requests: 2 + toggles,
		files: uploads.map(({ name, path, content }) => ({ name, path, sha256: sha256Of(content) })),
	};
}
