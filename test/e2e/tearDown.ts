import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { outputFolder, runFolder } from './n8n/run';
import { stopSharedN8n } from './n8n/shared';

/** After all scenarios: nothing runs any more, and only the logs are kept. */
export default async function tearDown(): Promise<void> {
	await stopSharedN8n();
	keepLogs();
	rmSync(runFolder(), { recursive: true, force: true });
}

function keepLogs(): void {
	const logs = join(outputFolder, 'logs');
	rmSync(logs, { recursive: true, force: true });
	mkdirSync(logs, { recursive: true });
	for (const name of readdirSync(runFolder(), { withFileTypes: true })) {
		if (!name.isDirectory()) continue;
		const folder = join(runFolder(), name.name);
		for (const file of readdirSync(folder).filter((path) => path.endsWith('.log'))) {
			cpSync(join(folder, file), join(logs, `${name.name}-${file}`));
		}
	}
}
