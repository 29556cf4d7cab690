import { randomUUID } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowResult } from '../../harness/engine';
import { runNotionFiles } from '../../harness/notionFiles';
import { locator } from '../../harness/notionFilesWorkflow';
import type { Row } from '../row';
import { PLACES } from '../scene/places';
import type { Scene } from '../scene/scene';
import { goingBy } from '../scene/SceneClock';

/** How n8n should handle errors. */
export type OnError = 'continueRegularOutput' | 'stopWorkflow';

export interface Ran {
	result: WorkflowResult;
	executionId: string;
}

/** Runs Get Page Files over the page of a scene, or Get Database Files over its database. */
export async function runScene(scene: Scene, row: Row, onError: OnError): Promise<Ran> {
	const executionId = `faults-${randomUUID()}`;
	const parameters = {
		...wantedOf(scene),
		// All at once, so that a row may wait for all.
		options: { downloadsAtOnce: PLACES.length, ...row.options },
		include: ['cover', 'icon', 'properties', 'content', 'comments'],
		filters: row.filters ?? {},
	};
	const extras = { node: { onError }, credential: row.credential?.(scene), executionId };
	const result = await goingBy(
		scene.clock,
		async () => await runNotionFiles(scene.sandbox, parameters, extras),
	);
	return { result, executionId };
}

function wantedOf({ page, database }: Scene): INodeParameters {
	if (!database) return { operation: 'getPageFiles', pageId: locator('id', page.id) };
	return { operation: 'getDatabaseFiles', databaseId: locator('id', database.id) };
}
