import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readExample } from '../examples';
import { repository } from '../n8n/places';
import { RestClient } from '../n8n/RestClient';
import { runFolder } from '../n8n/run';
import { NODE } from '../notionFiles';
import { familyOf, stillRunning } from '../processes';
import { until } from '../until';

const FROM_NOTHING_MS = 240_000;

let child: ChildProcess;
let output = '';

afterEach(() => {
	if (child.exitCode === null) child.kill('SIGTERM');
});

test('npm run editor opens n8n with all examples ready to execute, and Ctrl-C ends everything', async () => {
	const temporary = join(runFolder(), 'editor-command');
	mkdirSync(temporary);
	const pid = start(temporary);
	const url = await until('the editor is ready', readyAt, { timeoutMs: FROM_NOTHING_MS });

	const page = await fetch(url);
	expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('n8n')]);
	const client = await RestClient.logIn(url);
	const workflows = await client.workflows();
	expect(workflows.map(({ name }) => name).sort()).toEqual(namesOfExamples());
	const { name, nodes } = readExample('get-page-files.json');
	const { id = '' } = workflows.find((workflow) => workflow.name === name) ?? {};
	const execution = await client.waitForExecution(await client.run(id, nodes[0]?.name ?? ''));
	expect(execution.error).toBeUndefined();
	expect(execution.items(NODE).map(({ json }) => json.fileName)).toContain('onboarding.mp4');

	const family = await familyOf(pid);
	expect(leftIn(temporary)).toHaveLength(1);
	const exit = once(child, 'exit');
	// As a terminal does: to the whole group.
	process.kill(-pid, 'SIGINT');
	const asked = Date.now();
	await exit;
	expect(Date.now() - asked).toBeLessThan(20_000);
	expect(await stillRunning(family)).toEqual([]);
	expect(leftIn(temporary)).toEqual([]);
});

/** @returns the PID of npm, which leads its own process group, as it does in a terminal */
function start(temporary: string): number {
	child = spawn('npm', ['run', 'editor'], {
		cwd: repository,
		env: { ...process.env, TMPDIR: temporary },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	if (child.pid === undefined) throw new Error('npm could not be started');
	return child.pid;
}

async function readyAt(): Promise<string | undefined> {
	if (child.exitCode !== null) throw new Error(`It has ended:\n${output}`);
	return /Ready: (\S+)/.exec(output)?.[1];
}

function namesOfExamples(): string[] {
	const files = readdirSync(join(repository, 'examples')).filter((file) => file.endsWith('.json'));
	return files.map((file) => readExample(file).name).sort();
}

function leftIn(temporary: string): string[] {
	return readdirSync(temporary).filter((name) => name.startsWith('notion-files-'));
}
