/** Run in a process of its own: the sandbox of one case, so that what it costs is nobody's time. */
import { forAddress } from '../faults/scene/x509';
import { startSandbox } from '../sandbox';
import { Authority } from './authority';
import { findCase } from './cases';
import { type Counts, type Scene } from './case';
import { warmUpPage } from './cases/scenes';
import { openNotionDoor } from './notionDoor';

export type ToSandbox = 'startCounting' | 'count';
export type FromSandbox = { kind: 'ready'; scene: Scene } | { kind: 'counts'; counts: Counts };

const A_DAY = 86_400;

async function main(): Promise<void> {
	const benchmarkCase = findCase(process.argv[2] ?? '');
	const authority = new Authority();
	const sandbox = await startSandbox({
		linkLifetimeSeconds: A_DAY,
		storageCertificate: benchmarkCase.overHttp
			? undefined
			: authority.certificateFor('Files', forAddress('127.0.0.1')),
	});
	const warmUp = warmUpPage(sandbox);
	const scene = benchmarkCase.build(sandbox);
	const notionPort = await openNotionDoor(sandbox.apiBaseUrl, authority);
	const { token } = sandbox;
	const authorityFile = authority.file;
	send({ kind: 'ready', scene: { ...scene, notionPort, authorityFile, token, warmUp } });

	const connections = (): number =>
		sandbox.connectionsSoFar('api') + sandbox.connectionsSoFar('storage');
	let connectionsBefore = 0;
	process.on('message', (message: ToSandbox) => {
		if (message === 'startCounting') {
			sandbox.journal.clear();
			// Whatever was spent of a rate limit is forgotten as well.
			sandbox.clock.advanceMinutes(1);
			connectionsBefore = connections();
		}
		send({
			kind: 'counts',
			counts: {
				requests: sandbox.requests.length,
				connections: connections() - connectionsBefore,
				bytes: sandbox.requestsTo('storage').reduce((sum, { bytesSent }) => sum + bytesSent, 0),
			},
		});
	});
	// When the bench ends, however it ends, nobody needs a sandbox any more.
	process.on('disconnect', () => process.exit());
}

function send(message: FromSandbox): void {
	process.send?.(message);
}

void main();
