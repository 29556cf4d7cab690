import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { sha256Of, type Content } from '../../sandbox';

/** n8n's binary store on the file system, as it looks from outside. */

const WORKFLOW = 'wf';

/** Where an execution's files belong; its content is checked by code that knows the execution. */
const OF_EXECUTION = /^workflows\/wf\/executions\/[^/]+\/binary_data$/;

/** Not part of any run. */
const N8N_SETTINGS = '../config';

function userFolder(): string {
	return process.env.N8N_USER_FOLDER ?? '';
}

function storage(): string {
	return join(userFolder(), '.n8n', 'storage');
}

function locationOf(executionId: string): string {
	return join(storage(), 'workflows', WORKFLOW, 'executions', executionId);
}

function folderOf(executionId: string): string {
	return join(locationOf(executionId), 'binary_data');
}

/** The names of the files in the location of an execution. */
export function namesIn(executionId: string): string[] {
	return entriesOf(folderOf(executionId)).map(({ name }) => name);
}

/** Files in n8n's folder that are not in the location of any execution. */
export function outsideOfExecutions(): string[] {
	return strayFilesIn(userFolder())
		.filter((path) => path !== N8N_SETTINGS)
		.map((path) => `${path} lies in no execution`);
}

function strayFilesIn(folder: string): string[] {
	return entriesOf(folder).flatMap((entry) => {
		const path = join(folder, entry.name);
		const inStorage = relative(storage(), path).split(sep).join('/');
		if (!entry.isDirectory()) return [inStorage];
		return OF_EXECUTION.test(inStorage) ? [] : strayFilesIn(path);
	});
}

function entriesOf(folder: string): Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		// Other runs are deleted at the same time, folder and all.
		return [];
	}
}

/** What is not one of these files, complete, in words: incomplete files, and notes without their object. */
export function notWhole(executionId: string, contents: readonly Content[]): string[] {
	const sums = new Set(contents.map((content) => sha256Of(content)));
	const names = namesIn(executionId);
	const objects = names.filter((name) => !name.includes('.'));
	const folder = folderOf(executionId);
	const half = objects.filter((name) => {
		const bytes = readFileSync(join(folder, name));
		return !sums.has(createHash('sha256').update(bytes).digest('hex'));
	});
	const expected = objects.flatMap((name) => [name, `${name}.metadata`]).sort();
	const complete = expected.join() === [...names].sort().join();
	return [
		...half.map((name) => `object ${name} is no whole file of the page`),
		...(complete ? [] : [`objects and notes do not belong together: ${names.join(', ')}`]),
	];
}

/**
 * Removes an execution's files as n8n does when it prunes or deletes the execution: nodes have no way
 * to remove a stored file. Returns what is left anyway, in words.
 */
export async function leftAfterDeletion(executionId: string): Promise<string[]> {
	await Container.get(BinaryDataService).deleteMany([
		{ type: 'execution', workflowId: WORKFLOW, executionId },
	]);
	return existsSync(locationOf(executionId)) ? [`the location of ${executionId} is left`] : [];
}
