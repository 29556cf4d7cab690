import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../../e2e/n8n/command';

/**
 * Every file is required with nothing in reach but what was installed and n8n-workflow, which n8n has
 * for all nodes.
 * @returns what there is to tell of it
 */
export async function loadAlone(
	installed: string,
	host: string,
	workFolder: string,
): Promise<string> {
	const reach = join(workFolder, 'reach');
	mkdirSync(reach);
	symlinkSync(join(host, 'node_modules/n8n-workflow'), join(reach, 'n8n-workflow'), 'junction');
	return await inProcessOfItsOwn('requireAll.js', [installed], reach, workFolder);
}

/**
 * The loader of n8n-core finds nodes, credentials, codex and icons.
 * @returns what there is to tell of it
 */
export async function loadInN8n(
	installed: string,
	host: string,
	workFolder: string,
): Promise<string> {
	const modules = join(host, 'node_modules');
	return await inProcessOfItsOwn('loadInN8n.js', [installed, host], modules, workFolder);
}

async function inProcessOfItsOwn(
	script: string,
	args: string[],
	reach: string,
	workFolder: string,
): Promise<string> {
	const env = {
		PATH: process.env.PATH,
		// As n8n lets its nodes find n8n-workflow.
		NODE_PATH: reach,
		N8N_USER_FOLDER: workFolder,
		N8N_ENCRYPTION_KEY: 'check',
	};
	const output = await command(process.execPath, [join(__dirname, script), ...args], {
		cwd: workFolder,
		env,
	});
	return output.trim();
}
