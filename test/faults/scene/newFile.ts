import { generatedContent, type Content, type Sandbox } from '../../sandbox';
import { bytesOf } from '../../sandbox/content/content';
import { NAMES, type Place } from './places';
import type { SceneFile, SceneOptions } from './scene';

/** Small, yet more than the node looks at to tell a file's type. */
export const SMALL = 24 * 1024;

/** Large enough that what arrives between two faults counts as real progress, for a while. */
export const LARGE = 2 * 1024 * 1024;

/** In the query of every external link. */
export const EXTERNAL_SECRET = 'external-secret-5f2a';

const made = new Map<string, Content>();

/** For one size, the file at a place is the same in every scene: it is created once. */
function contentAt(place: Place, size: number): Content {
	const key = `${place} ${size}`;
	const generated = generatedContent(size, place);
	const content = made.get(key) ?? (size > SMALL ? generated : bytesOf(generated));
	made.set(key, content);
	return content;
}

/** A file on its server, not yet on any page. */
export function newFile(sandbox: Sandbox, place: Place, options: SceneOptions): SceneFile {
	const { size = SMALL, checksum, external, allExternal } = options;
	const name = NAMES[place];
	const content = contentAt(place, size);
	if (allExternal || place === 'external') {
		const path = `/files/${encodeURIComponent(name)}`;
		sandbox.external.serve(path, { content, ...external });
		return { place, name, server: 'external', path, content, upload: undefined };
	}
	const upload = sandbox.workspace.upload({ name, content, checksum });
	return { place, name, server: 'storage', path: upload.path, content, upload };
}
