import type { INode } from 'n8n-workflow';
import { locator } from '../../harness/notionFilesWorkflow';
import { nodeOf, readExample } from '../examples';
import type { WorkflowJson } from '../n8n/RestClient';

export const TRIGGER = 'Notion Files Trigger';

/** Where it puts new files. */
export const ARRIVALS = 'arrivals/';

/** n8n polls once a minute at most, so it has an entry for each of these seconds. */
const SECONDS = [0, 12, 24, 36, 48];

/** Notion Files Trigger → S3: stores every file that is added to the database after activation. */
export function arrivalsWorkflow(
	databaseId: string,
	bucketName: string,
	credentials: { notion: INode['credentials']; s3: INode['credentials'] },
): WorkflowJson {
	const upload = nodeOf(readExample('back-up-database-to-s3.json'), 'Upload to S3');
	const fileName = `=${ARRIVALS}{{ $json.path }}`;
	const item = SECONDS.map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` }));
	return {
		name: 'Keep what comes',
		nodes: [
			{
				id: '1c6a2f70-58d4-4f0b-9a53-0d7c5be0a101',
				name: TRIGGER,
				type: 'n8n-nodes-notion-files.notionFilesTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {
					pollTimes: { item },
					watch: 'database',
					databaseId: locator('id', databaseId),
				},
				credentials: credentials.notion,
			},
			{
				...upload,
				credentials: credentials.s3,
				parameters: { ...upload.parameters, bucketName, fileName },
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: upload.name, type: 'main', index: 0 }]] } },
	};
}
