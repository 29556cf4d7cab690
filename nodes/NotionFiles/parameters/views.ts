import { asObject, asText } from '../json';
import { parseViewId, viewInUrl } from '../notion/ids';
import { requiredText } from './kinds/texts';
import { invalid, shortened, type Parameter } from './Parameter';
import { IN_FIRST_VERSION, SINCE_THEN } from './versions';

/** The value that stands for no view. */
export const ALL_ROWS = '*';

/** The value that stands for the view in the database's URL, if there is one. */
export const FROM_URL = 'fromUrl';

/** Which view of a database is wanted. */
export type ViewChoice =
	{ kind: 'none'; isInUrl: boolean } | { kind: 'id'; id: string } | { kind: 'name'; name: string };

export type ChosenView = Exclude<ViewChoice, { kind: 'none' }>;

/** It has two properties, of which one is shown. Both are read alike. */
export interface ViewParameter extends Pick<Parameter<string>, 'read'> {
	/** In nodes of version 1, whose workflows know nothing of views. */
	first: Parameter<string>;
	newer: Parameter<string>;
}

export function viewParameter(operations: string[]): ViewParameter {
	const first = requiredText({
		displayName: 'View Name or ID',
		name: 'view',
		type: 'options',
		typeOptions: {
			loadOptionsMethod: 'getViews',
			loadOptionsDependsOn: ['databaseId.value'],
		},
		default: ALL_ROWS,
		description:
			'Only include the rows that this view shows: its filters apply, together with Row Filter and Edited After. Its sorts do not. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { operation: operations, ...IN_FIRST_VERSION } },
	});
	const newer = requiredText({
		...first.property,
		default: FROM_URL,
		displayOptions: { show: { operation: operations, ...SINCE_THEN } },
	});
	return { first, newer, read: first.read };
}

/**
 * @param view what the parameter holds: one of the values above, or a view by ID, URL or name
 * @param database what the database’s resource locator holds
 * @throws NotionFilesError `invalidParameter` if a URL names something that cannot be a view
 */
export function chooseView(view: string, database: unknown): ViewChoice {
	const inUrl = viewOfLocator(database);
	if (view === ALL_ROWS) return { kind: 'none', isInUrl: inUrl !== undefined };
	if (view !== FROM_URL) {
		const id = parseViewId(view);
		return id === undefined ? { kind: 'name', name: view } : { kind: 'id', id };
	}
	if (inUrl === undefined) return { kind: 'none', isInUrl: false };
	const id = parseViewId(inUrl);
	if (id !== undefined) return { kind: 'id', id };
	throw invalid(
		`“${shortened(inUrl)}”, which the URL of the database names as its view (v=), is not the ID of a view`,
		'Copy the link again in Notion, or set View to “All Rows”.',
	);
}

/**
 * The list keeps a URL that was pasted into its search field beside the ID that it stands for
 * (docs/n8n.md#resource-locators).
 */
function viewOfLocator(database: unknown): string | undefined {
	const { mode, value, cachedResultUrl } = asObject(database);
	const own = viewInUrl(asText(value ?? database) ?? '');
	return own ?? (mode === 'list' ? viewInUrl(asText(cachedResultUrl) ?? '') : undefined);
}
