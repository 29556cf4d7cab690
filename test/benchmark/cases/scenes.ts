import { block, generatedContent, property, type Sandbox, type Upload } from '../../sandbox';
import { type BuiltScene } from '../case';

/** Files of one size on one page. */
export interface Files {
	count: number;
	bytes: number;
	/** A property of the page, or blocks in its content. */
	in: 'property' | 'blocks';
}

export function pageOfFiles(sandbox: Sandbox, { count, bytes, in: place }: Files): BuiltScene {
	const uploads = uploadsOf(sandbox, count, bytes);
	const page = sandbox.workspace.addPage({
		title: 'Benchmark',
		...(place === 'property'
			? { properties: { Files: property.files(...uploads) } }
			: { children: uploads.map((upload) => block.file(upload)) }),
	});
	return {
		pageId: page.id,
		links: uploads.map((upload) => sandbox.storage.sign(upload).url),
		expected: { files: count, bytes: count * bytes },
	};
}

function uploadsOf(sandbox: Sandbox, count: number, bytes: number): Upload[] {
	return Array.from({ length: count }, (_, n) =>
		sandbox.workspace.upload({ name: `file-${n}.bin`, content: generatedContent(bytes, n) }),
	);
}
