import type { Fault } from '../../sandbox';
import { whole, type Expectation, type Failure, type Row, type Table } from '../row';
import type { Scene } from '../scene/scene';
import type { Provoke } from '../scene/spoil';

const REAL = '/real/file.pdf';

/** The external link redirects to where the file really is, over so many hops. */
function hops(count: number, status = 302): Provoke {
	return (scene) => {
		const { path } = moved(scene);
		const stations = Array.from({ length: count - 1 }, (_, n) => `/hop/${n + 1}`);
		[path, ...stations].forEach((from, n) =>
			scene.sandbox.external.redirect(from, stations[n] ?? REAL, status),
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
	...[1, 2, 3, 4, 5].map((count) => ({
		name: `A link redirects ${count === 1 ? 'once' : `${count} times`}`,
		provoke: hops(count),
		expect: whole,
		counts: [{ server: 'external', exactly: count + 1 } as const],
	})),
	...[301, 303, 307, 308].map((status) => ({
		name: `A link redirects with ${status}`,
		provoke: hops(1, status),
		expect: whole,
	})),
	...['../real/file.pdf', '/real/file.pdf?a=1', '/real/file.pdf#page=2'].map((address) => ({
		name: `A link redirects to a relative address: ${address}`,
		provoke: to(address),
		expect: whole,
	})),
	{
		name: 'A link redirects to an address with a name and a password, which go nowhere',
		provoke: to((scene) => scene.sandbox.external.url(REAL).replace('//', '//name:password@')),
		expect: whole,
	},
	{
		name: 'A link redirects, and the connection breaks in mid-file three times',
		provoke: (scene) => {
			hops(2)(scene);
			scene.sandbox.faults.add({
				on: { server: 'external', path: REAL },
				times: 3,
				fault: { type: 'truncate', at: 'middle' },
			});
		},
		expect: whole,
	},
	{
		name: 'A redirect comes with a body that never ends',
		provoke: (scene) => {
			hops(1)(scene);
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
		name: 'A link redirects to a link that Notion has signed',
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
		provoke: hops(6),
		expect: external({ code: 'badLink', says: /redirects more than 5 times/ }),
		counts: [{ server: 'external', exactly: 6 }],
	},
	{
		name: 'A link redirects to itself',
		provoke: to(({ file }) => file('external').path),
		expect: external({ code: 'badLink' }),
		counts: [{ server: 'external', exactly: 6 }],
	},
	{
		name: 'Two links redirect to each other',
		provoke: (scene) => {
			to('/back')(scene);
			scene.sandbox.external.redirect('/back', scene.file('external').path);
		},
		expect: external({ code: 'badLink' }),
		counts: [{ server: 'external', exactly: 6 }],
	},
	...[
		'file:///etc/passwd',
		'ftp://127.0.0.1/file.pdf',
		'data:application/pdf;base64,JVBERi0=',
		'javascript:alert(1)',
		'blob:http://127.0.0.1/1',
		'ws://127.0.0.1/',
		'notion://www.notion.so/file',
		'http://[not an address/',
		'http://',
	].map((address) => ({
		name: `A link redirects to ${address}`,
		provoke: to(address),
		expect: external({ code: 'badLink' }),
		counts: [{ server: 'external', exactly: 1 } as const],
	})),
	{
		name: 'A link redirects to nowhere (no Location)',
		provoke: (scene) =>
			void scene.sandbox.external.serve(scene.file('external').path, { content: '', status: 302 }),
		expect: external({ code: 'fileRefused', httpStatus: 302 }),
	},
	{
		name: 'A link redirects to a port where nobody listens',
		scene: { doors: true },
		provoke: async (scene) => {
			to(`${scene.doors?.api.origin}/file.pdf`)(scene);
			await scene.doors?.api.shut();
		},
		expect: external({ code: 'connectionFailed' }),
		options: { retries: 1 },
	},
	{
		name: 'A link redirects to a page for logging in',
		provoke: (scene) => {
			to('/login')(scene);
			scene.sandbox.external.serveHtml('/login', 'Please log in');
		},
		expect: external({ code: 'webPageInsteadOfFile' }),
	},
	{
		name: 'A link redirects to a file that is not there',
		provoke: to('/nothing.pdf'),
		expect: external({ code: 'fileGone', httpStatus: 404 }),
	},
];

export const redirects: Table = {
	title: 'Redirects',
	rows: [...followed, ...refused],
};
