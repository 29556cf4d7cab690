import type { INodeExecutionData } from 'n8n-workflow';
import { asciiName } from '../files/asciiNames';
import type { ErrorForm } from '../output/ErrorForm';
import { errorItem, fileItem, fileJson } from '../output/items';
import type { Places, UniquePaths } from '../output/UniquePaths';
import type { Settings } from '../parameters/settings';
import type { Delivered, Given } from './deliver';

/** The output items for what happened to a file; paths are made in the order of the calls. */
export function itemsOf(
	delivered: Delivered,
	paths: UniquePaths,
	errorForm: ErrorForm,
	simplifies: (itemIndex: number) => boolean,
): INodeExecutionData[] {
	switch (delivered.kind) {
		case 'leftOut':
			return [];
		case 'failed': {
			const { error, file, itemIndex } = delivered;
			return [errorItem(error, file, itemIndex, errorForm, simplifies(itemIndex))];
		}
		case 'given':
			return [itemOf(delivered, paths)];
	}
}

/** The item of a file. */
export function itemOf({ job, known, binary }: Given, paths: UniquePaths): INodeExecutionData {
	const { file, settings, itemIndex } = job;
	const places = paths.placesFor(file, known.fileName);
	const isLinkOnly = settings.output === 'links';
	const withLink = isLinkOnly || settings.includeDownloadUrl;
	const form = { simplify: settings.simplify, isLinkOnly, withLink };
	const json = fileJson(file, { ...known, ...places }, form);
	const field = settings.binaryPropertyName;
	const fileName = nameInBinary(settings, known.fileName, places);
	const data = binary && { ...binary, fileName, directory: places.directory };
	return fileItem(json, data && { field, data }, itemIndex);
}

function nameInBinary(
	{ binaryFileName }: Settings,
	fileName: string,
	{ uniqueName }: Places,
): string {
	switch (binaryFileName) {
		case 'notion':
			return fileName;
		case 'unique':
			return uniqueName;
		case 'ascii':
			return asciiName(uniqueName);
	}
}
