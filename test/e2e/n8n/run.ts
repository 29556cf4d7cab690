import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage, packPackage } from './installPackage';
import { repository } from './places';

/** Tells test files the folder of their run. */
const VARIABLE = 'NOTION_FILES_E2E';

/** What a run leaves for people to inspect: logs and pictures. Not in Git. */
export const outputFolder = join(repository, 'e2e-output');

/** Once per run, before everything else: a folder for it, with the packed package. */
export async function beginRun(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-e2e-'));
	process.env[VARIABLE] = folder;
	await packPackage(join(folder, 'package'));
}

/** Contains everything that the run needs on disk, and is removed with it. */
export function runFolder(): string {
	const folder = process.env[VARIABLE];
	if (folder === undefined) throw new Error('Run this by: npm run test:e2e');
	return folder;
}

/** A fresh n8n user folder with our package in it, installed as n8n installs it. */
export async function freshUserFolder(name: string): Promise<string> {
	const folder = join(runFolder(), name);
	if (existsSync(folder)) throw new Error(`There is already a user folder “${name}”`);
	mkdirSync(folder);
	await installPackage(folder, await packPackage(join(runFolder(), 'package')));
	return folder;
}
