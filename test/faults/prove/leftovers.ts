import { setTimeout as wait } from 'node:timers/promises';
import { NODE } from '../../harness/notionFiles';
import { EXTERNAL_SECRET } from '../scene/newFile';
import type { Scene } from '../scene/scene';
import type { Ran } from './runScene';
import { namesIn, notWhole, outsideOfExecutions } from './store';
import { stringsIn } from './strings';

/** What a run left behind by mistake, in words; empty if it is clean. */
export async function leftovers(scene: Scene, ran: Ran): Promise<string[]> {
	return [...(await openSockets(scene)), ...strayFiles(scene, ran), ...leaks(scene, ran)];
}

const SETTLING_TURNS = 200;

/**
 * A socket takes some turns of the event loop to close on both sides, however long those take on a busy
 * machine; one that is left open stays for a minute.
 */
async function openSockets(scene: Scene): Promise<string[]> {
	for (let turn = 0; turn < SETTLING_TURNS && socketsOf(scene).length > 0; turn++) await wait(10);
	return socketsOf(scene);
}

function socketsOf({ sandbox, doors }: Scene): string[] {
	return (['api', 'storage', 'external'] as const)
		.map((server) => [server, sandbox.openConnections(server), doors?.[server].visitors.size ?? 0])
		.filter(([, atServer, atDoor]) => atServer !== 0 || atDoor !== 0)
		.map(([server, atServer, atDoor]) => `open connections to ${server}: ${atServer}, ${atDoor}`);
}

/** What is in the store without belonging there. */
function strayFiles({ files }: Scene, { result, executionId }: Ran): string[] {
	const items = result.items(NODE);
	const given = items.flatMap(({ binary }) => Object.values(binary ?? {}).map(({ id }) => id));
	const kept = new Set(given.map((id) => id?.split('/').at(-1)));
	const lying = namesIn(executionId);
	// After a stop, no item says what was stored, so only its bytes identify it.
	const stray = result.error
		? notWhole(
				executionId,
				files.map(({ content }) => content),
			)
		: lying
				.filter((name) => !kept.has(name.replace(/\.metadata$/, '')))
				.map((name) => `stray file ${name} in the binary store`);
	const lost = [...kept].filter((name) => name === undefined || !lying.includes(name));
	return [
		...outsideOfExecutions(),
		...stray,
		...lost.map((name) => `an item whose file ${name} is not in the binary store`),
	];
}

/** Secrets in what n8n keeps of a run: the token, and links that give access to anyone who reads them. */
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
