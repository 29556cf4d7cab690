/**
 * Runs the integration suite on another n8n-core than that of the devDependencies, and loads the packed
 * package with that n8n's loader.
 *
 * Usage: node run.js [oldest | latest | <version of n8n-core>]   (without: the oldest, which the README names)
 */
import { spawn } from 'node:child_process';
import { tell } from '../e2e/n8n/command';
import { repository } from '../e2e/n8n/places';
import { installOldest, installVersion, type Core } from './installCore';
import { leftOutOn } from './leftOut';

async function main([wanted = 'oldest']: string[]): Promise<void> {
	const core = wanted === 'oldest' ? await installOldest() : await installVersion(wanted);
	tell(`The integration suite on n8n-core ${core.version}, n8n-workflow ${core.workflowVersion}`);
	await node(['node_modules/jest/bin/jest.js', ...jestArguments(core)], {
		NOTION_FILES_N8N_LINE: core.folder,
	});
	tell(`The built package on n8n-core ${core.version}`);
	await node(
		['--require', './test/compatibility/inNode.cjs', 'build/test/compatibility/runBuilt.js'],
		{ NOTION_FILES_N8N_LINE: core.folder },
	);
	tell(`The packed package in the loader of n8n-core ${core.version}`);
	await node(['build/test/tools/checkPackage.js', '--host', core.folder], {});
	tell(`All is well on n8n-core ${core.version}`);
}

function jestArguments({ workflowVersion }: Core): string[] {
	const leftOut = leftOutOn(workflowVersion);
	for (const { file, reason } of leftOut) tell(`  left out: ${file} (${reason})`);
	const ignored = leftOut.map(({ file }) => `/${file.replaceAll('.', '\\.')}$`);
	return [
		'--config=jest.compatibility.config.js',
		...ignored.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
	];
}

async function node(args: string[], env: Record<string, string>): Promise<void> {
	const options = { cwd: repository, env: { ...process.env, ...env }, stdio: 'inherit' } as const;
	const code = await new Promise((resolve, reject) => {
		spawn(process.execPath, args, options).once('error', reject).once('close', resolve);
	});
	if (code !== 0) throw new Error(`“node ${args.join(' ')}” ended with code ${String(code)}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
