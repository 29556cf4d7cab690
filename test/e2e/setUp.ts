import { installServer } from './n8n/installServer';
import { beginRun } from './n8n/run';

/** Before all scenarios. */
export default async function setUp(): Promise<void> {
	await installServer();
	await beginRun();
}
