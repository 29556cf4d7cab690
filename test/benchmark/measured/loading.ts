/** What it costs n8n to load a node: n8n-workflow, which n8n has loaded anyway, comes before. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { measure } from './measure';

export interface LoadTask {
	/** A folder with the packages that n8n has loaded. */
	modules: string;
	/** What n8n loads for the node. */
	files: string[];
}

void measure<LoadTask>(async ({ modules, files }) => {
	const load = createRequire(join(modules, 'n8n.js'));
	load('n8n-workflow');
	return async () => {
		for (const file of files) load(file);
		return { files: 0, bytes: 0 };
	};
});
