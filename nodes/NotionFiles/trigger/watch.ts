import type { IPollFunctions } from 'n8n-workflow';
import { fileKey, shortHash } from '../files/identity';
import type { NotionFile } from '../files/NotionFile';
import { asObject } from '../json';
import type { PagePart } from '../locate/WalkPlan';
import { getDatabaseFiles } from '../operations/getDatabaseFiles';
import { getPageFiles } from '../operations/getPageFiles';
import { getWorkspaceFiles } from '../operations/getWorkspaceFiles';
import { ItemParameters } from '../parameters/ItemParameters';
import { readId } from '../parameters/locators';
import { readParts, USUAL_PARTS } from '../parameters/pageParameters';
import { ALL_ROWS, chooseView, FROM_URL } from '../parameters/views';
import type { FilesOperation } from '../operations/Operation';
import { event, watch } from './ownParameters';

/** What can be watched, with the operation that gets its files. */
export const WATCHED = {
	page: getPageFiles,
	database: getDatabaseFiles,
	workspace: getWorkspaceFiles,
} as const;

/** The parameters that say what is looked for; missing ones count as well. */
const SOURCE = [
	'watch',
	'event',
	'pageId',
	'databaseId',
	'dataSource',
	'filter',
	'include',
	'childPages',
	'childDatabases',
];

export function parametersOf(context: IPollFunctions): ItemParameters {
	// The trigger itself answers what the operations ask their users.
	const answered: Record<string, unknown> = {
		editedAfter: '',
		onlyNewFiles: false,
		returnAll: true,
	};
	const source = {
		getNodeParameter: (name: string, _: number, fallback?: null) =>
			Object.hasOwn(answered, name) ? answered[name] : context.getNodeParameter(name, fallback),
		getTimezone: () => context.getTimezone(),
		getNode: () => context.getNode(),
	};
	return new ItemParameters(source, 0);
}

export function watchedIn(parameters: ItemParameters): FilesOperation {
	return WATCHED[watch.read(parameters)];
}

/** Of a workspace, these as well. Elsewhere, they would make all triggers of earlier versions start over. */
const SOURCE_IN_WORKSPACE = ['alsoInclude', 'leaveOut'];

/**
 * A text that identifies what is watched: if it changes, the trigger starts over. Without a view it is what
 * it was before there were any. The same page, database or parts are the same, however they are written.
 */
export function sourceOf(parameters: ItemParameters): string {
	return identified(parameters, (name, value) => meant(parameters, name, value));
}

/** What identified it in earlier versions of this package: all that is written there. */
export function sourceAsWritten(parameters: ItemParameters): string {
	return identified(parameters, (_, value) => value);
}

function identified(
	parameters: ItemParameters,
	told: (name: string, value: unknown) => unknown,
): string {
	const view = parameters.valueIfAny('view') ?? ALL_ROWS;
	const more = [
		...(view === ALL_ROWS ? [] : ['view']),
		...(watch.read(parameters) === 'workspace' ? SOURCE_IN_WORKSPACE : []),
	];
	const fingerprint = parameters.fingerprint([...SOURCE, ...more], told);
	return shortHash(fingerprint + dataSourceIn(parameters), 32);
}

/** What cannot be read is told by what is written there; the poll will say what is wrong with it. */
function meant(parameters: ItemParameters, name: string, value: unknown): unknown {
	try {
		switch (name) {
			case 'pageId':
				return value && byId(readId(value, name, 'page'));
			case 'databaseId':
				return value && byId(readId(value, name, 'database'));
			case 'view':
				return value === FROM_URL ? viewInUrl(parameters) : value;
			case 'include':
				return inUsualOrder(readParts(parameters));
			default:
				return value;
		}
	} catch {
		return value;
	}
}

function byId(id: string): object {
	return { __rl: true, mode: 'id', value: id };
}

function viewInUrl(parameters: ItemParameters): string {
	const view = chooseView(FROM_URL, parameters.valueIfAny('databaseId'));
	return view.kind === 'id' ? `${FROM_URL} ${view.id}` : FROM_URL;
}

function inUsualOrder(parts: ReadonlySet<PagePart>): PagePart[] {
	const usual = USUAL_PARTS.filter((part) => parts.has(part));
	return [...usual, ...[...parts].filter((part) => !USUAL_PARTS.includes(part)).sort()];
}

/** Since version 1.2, it is among the options. */
function dataSourceIn(parameters: ItemParameters): string {
	const { dataSource } = asObject(parameters.valueIfAny('options'));
	return dataSource === undefined ? '' : JSON.stringify(dataSource);
}

/**
 * What tells one file from another: where it is and its version; if changes count, also its name and
 * caption.
 */
export function keyBy(parameters: ItemParameters): (file: NotionFile) => string {
	const isNew = event.read(parameters) === 'newFile';
	return isNew ? fileKey : (file) => `${fileKey(file)} ${file.name} ${file.caption ?? ''}`;
}
