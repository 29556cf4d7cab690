import { turnTime } from '../harness/turnTime';
import { giveEachFileOnce } from '../integration/pollSequences';
import { startSandbox } from '../sandbox';

const time = turnTime();

test('whatever n8n and Notion go through, each file that comes is given once, over 100 sequences', async () => {
	const sandbox = await startSandbox();
	try {
		await giveEachFileOnce(sandbox, time, { numRuns: 100, seed: new Date().getTime() });
	} finally {
		await sandbox.close();
	}
});
