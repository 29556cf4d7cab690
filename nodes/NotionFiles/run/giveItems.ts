import type { INodeExecutionData } from 'n8n-workflow';
import type { ErrorForm } from '../output/ErrorForm';
import { errorItem, fileItem, fileJson } from '../output/items';
import type { UniquePaths } from '../output/UniquePaths';
import type { Outcome } from './perform';

/** The output items of an outcome, in whose order the paths are given. */
export function giveItems(
	outcome: Outcome,
	paths: UniquePaths,
	errorForm: ErrorForm,
): INodeExecutionData[] {
	switch (outcome.kind) {
		case 'leftOut':
			return [];
		case 'failed':
			return [errorItem(outcome.error, outcome.file, outcome.itemIndex, errorForm)];
		case 'given':
			return [givenItem(outcome, paths)];
	}
}

/** The item of a file. */
export function givenItem(
	{ job, known, binary }: Extract<Outcome, { kind: 'given' }>,
	paths: UniquePaths,
): INodeExecutionData {
	const { file, settings, itemIndex } = job;
	const path = paths.pathFor(file, known.fileName);
	const withLink = settings.output === 'links' || settings.includeDownloadUrl;
	const json = fileJson(file, { ...known, path }, withLink);
	const field = settings.binaryPropertyName;
	return fileItem(json, binary && { field, data: binary }, itemIndex);
}
