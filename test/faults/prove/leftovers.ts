import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NODE } from '../../harness/notionFiles';
import { EXTERNAL_SECRET } from '../scene/newFile';
import type { Scene } from '../scene/scene';
import type { Ran } from './runScene';
import { stringsIn } from './strings';

/** What a run left behind that it should not have, in words; empty when it is clean. */
export async function leftovers(scene: Scene, ran: Ran): Promise<string[]> {
	return [...(await openSockets(scene)), ...strayFiles(ran), ...leaks(scene, ran)];
}

const SETTLING_MS = 2_000;

/** A socket takes a moment to close on both sides; one that hangs stays for a minute. */
async function openSockets(scene: Scene): Promise<string[]> {
	const end = Date.now() + SETTLING_MS;
	while (socketsOf(scene).length > 0 && Date.now() < end) await wait(10);
	return socketsOf(scene);
}

function socketsOf({ sandbox, doors }: Scene): string[] {
	return (['api', 'storage', 'external'] as const)
		.map((server) => [server, sandbox.openConnections(server), doors?.[server].visitors.size ?? 0])
		.filter(([, atServer, atDoor]) => atServer !== 0 || atDoor !== 0)
		.map(([server, atServer, atDoor]) => `open connections to ${server}: ${atServer}, ${atDoor}`);
}

/** Where n8n's file system mode keeps the files of an execution. */
function storeOf(executionId: string): string {
	const userFolder = process.env.N8N_USER_FOLDER ?? '';
	const execution = join('workflows', 'wf', 'executions', executionId);
	return join(userFolder, '.n8n', 'storage', execution, 'binary_data');
}

/** What lies in the store without belonging to an item; after a stop only what is half a file. */
function strayFiles({ result, executionId }: Ran): string[] {
	const store = storeOf(executionId);
	const items = result.items(NODE);
	const given = items.flatMap(({ binary }) => Object.values(binary ?? {}).map(({ id }) => id));
	const kept = new Set(given.map((id) => id?.split('/').at(-1)));
	const lying = existsSync(store) ? readdirSync(store) : [];
	const stray = lying.filter((name) => {
		if (name.includes('.tmp.')) return true;
		return !result.error && !kept.has(name.replace(/\.metadata$/, ''));
	});
	const lost = [...kept].filter((name) => name === undefined || !lying.includes(name));
	return [
		...stray.map((name) => `stray file ${name} in the binary store`),
		...lost.map((name) => `an item whose file ${name} is not in the binary store`),
	];
}

/** Secrets in what n8n keeps of a run: the token, and links that give access to whoever reads them. */
function leaks({ sandbox }: Scene, { result }: Ran): string[] {
	const signatures = sandbox
		.requestsTo('storage')
		.map(({ url }) => /X-Amz-Signature=([0-9a-f]+)/.exec(url)?.[1])
		.filter((signature) => signature !== undefined);
	const secrets = [
		['the token', sandbox.token],
		['a signed link', 'X-Amz-'],
		['the query of an external link', EXTERNAL_SECRET],
		...[...new Set(signatures)].map((signature) => ['a signature', signature]),
	] as const;
	const text = stringsIn(result.run).join('\n').toLowerCase();
	return secrets
		.filter(([, secret]) => text.includes(String(secret).toLowerCase()))
		.map(([what]) => `${what} in the data of the run`);
}
