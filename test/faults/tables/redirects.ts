import type { Fault } from '../../sandbox';
import { whole, type Expectation, type Failure, type Row, type Table } from '../row';
import type { Scene } from '../scene/scene';
import type { Provoke } from '../scene/spoil';

const REAL = '/real/file.pdf';

/** The link that redirects, and a file that has nothing to do with it. */
const SCENE = { places: ['cover', 'external'] } as const;

/** The external link redirects to where the file really is, with a hop for each status. */
function hops(...statuses: readonly number[]): Provoke {
	return (scene) => {
		const { path } = moved(scene);
		const stations = statuses.map((_, n) => `/hop/${n + 1}`);
		stations[statuses.length - 1] = REAL;
		statuses.forEach((status, n) =>
			scene.sandbox.external.redirect(stations[n - 1] ?? path, stations[n] ?? REAL, status),
		);
	};
}

/** The external link redirects to an address. */
function to(address: string | ((scene: Scene) => string)): Provoke {
	return (scene) => {
		const { path } = moved(scene);
		const target = typeof address === 'string' ? address : address(scene);
		scene.sandbox.external.redirect(path, target);
	};
}

function moved(scene: Scene): { path: string } {
	const { path, content } = scene.file('external');
	scene.sandbox.external.serve(REAL, { content });
	return { path };
}

function external(failure: Failure): Expectation {
	return { files: 'whole', at: { external: failure } };
}

const followed: readonly Row[] = [
	{
		name: 'A link redirects once',
		provoke: hops(302),
		expect: whole,
		counts: [{ server: 'external', exactly: 2 }],
	},
	{
		name: 'A link redirects five times, each time with a different status (301, 302, 303, 307, 308)',
		scene: SCENE,
		provoke: hops(301, 302, 303, 307, 308),
		expect: whole,
		counts: [{ server: 'external', exactly: 6 }],
	},
	{
		name: 'A link redirects to a relative address: ../real/file.pdf?a=1#page=2',
		scene: SCENE,
		provoke: to('../real/file.pdf?a=1#page=2'),
		expect: whole,
	},
	{
		name: 'A link redirects to an address whose letters are not encoded (UTF-8)',
		scene: SCENE,
		provoke: (scene) => {
			const { path, content } = scene.file('external');
			const target = '/real/übersicht 東京.pdf';
			scene.sandbox.external.serve(target, { content });
			// Node sends a byte for each character.
			scene.sandbox.external.redirect(path, Buffer.from(target).toString('latin1'));
		},
		expect: whole,
	},
	{
		name: 'A link redirects to an address with a user name and a password, which are sent nowhere',
		scene: SCENE,
		provoke: to((scene) => scene.sandbox.external.url(REAL).replace('//', '//name:password@')),
		expect: whole,
	},
	{
		name: 'A link redirects, and the connection breaks in the middle of the file, three times',
		scene: SCENE,
		provoke: (scene) => {
			hops(302, 302)(scene);
			scene.sandbox.faults.add({
				on: { server: 'external', path: REAL },
				times: 3,
				fault: { type: 'truncate', at: 'middle' },
			});
		},
		expect: whole,
	},
	{
		name: 'A redirect has a body that never ends',
		scene: SCENE,
		provoke: (scene) => {
			hops(302)(scene);
			const { path } = scene.file('external');
			const fault: Fault[] = [
				{ type: 'status', status: 302, headers: { location: REAL }, body: 'x'.repeat(1000) },
				{ type: 'stall', at: 'middle' },
			];
			scene.sandbox.faults.add({ on: { server: 'external', path }, fault });
		},
		expect: whole,
	},
	{
		name: 'A link redirects to a link signed by Notion',
		scene: SCENE,
		provoke: to(({ sandbox, ...scene }) => {
			const { name, content } = scene.file('external');
			return sandbox.storage.sign(sandbox.workspace.upload({ name, content })).url;
		}),
		expect: whole,
	},
];

const refused: readonly Row[] = [
	{
		name: 'A link redirects six times',
		scene: SCENE,
		provoke: hops(302, 302, 302, 302, 302, 302),
		expect: external({ code: 'badLink', says: /redirects more than 5 times/ }),
		counts: [{ server: 'external', exactly: 6 }],
	},
	{
		name: 'A link redirects to itself',
		scene: SCENE,
		provoke: to(({ file }) => file('external').path),
		expect: external({ code: 'badLink' }),
		counts: [{ server: 'external', exactly: 6 }],
	},
	{
		name: 'Two links redirect to each other',
		scene: SCENE,
		provoke: (scene) => {
			to('/back')(scene);
			scene.sandbox.external.redirect('/back', scene.file('external').path);
		},
		expect: external({ code: 'badLink' }),
		counts: [{ server: 'external', exactly: 6 }],
	},
	...[
		'file:///etc/passwd',
		'data:application/pdf;base64,JVBERi0=',
		'notion://www.notion.so/file',
		'http://[not an address/',
	].map((address) => ({
		name: `A link redirects to ${address}`,
		scene: SCENE,
		provoke: to(address),
		expect: external({ code: 'badLink' }),
		counts: [{ server: 'external', exactly: 1 } as const],
	})),
	{
		name: 'A link redirects nowhere (no Location)',
		scene: SCENE,
		provoke: (scene) =>
			void scene.sandbox.external.serve(scene.file('external').path, { content: '', status: 302 }),
		expect: external({ code: 'fileRefused', httpStatus: 302 }),
	},
	{
		name: 'A link redirects to a port where nothing listens',
		scene: { ...SCENE, doors: true },
		provoke: async (scene) => {
			to(`${scene.doors?.api.origin}/file.pdf`)(scene);
			await scene.doors?.api.shut();
		},
		expect: external({ code: 'connectionFailed' }),
		options: { retries: 1 },
	},
	{
		name: 'A link redirects to a login page',
		scene: SCENE,
		provoke: (scene) => {
			to('/login')(scene);
			scene.sandbox.external.serveHtml('/login', 'Please log in');
		},
		expect: external({ code: 'webPageInsteadOfFile' }),
	},
	{
		name: 'A link redirects to a file that does not exist',
		scene: SCENE,
		provoke: to('/nothing.pdf'),
		expect: external({ code: 'fileGone', httpStatus: 404 }),
	},
];

export const redirects: Table = {
	title: 'Redirects',
	rows: [...followed, ...refused],
};
