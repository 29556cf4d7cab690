import type { Fault } from '../../sandbox';
import { failing, whole, type Row, type Table } from '../row';
import { HOSTED } from '../scene/places';
import { spoilHosted, type Provoke } from '../scene/spoil';
import { hostedFailing } from './hosted';
import { STORAGE_MARKS } from './s3';

/** Notion's storage itself redirects, which S3 may do and an attacker cannot. */
function toAnotherSite(status: number): Provoke {
	return (scene) => {
		for (const { place, path, content } of scene.files) {
			const headers = STORAGE_MARKS;
			const location = scene.sandbox.external.serve(`/moved/${place}`, { content, headers });
			const fault: Fault = { type: 'status', status, headers: { location } };
			if (!HOSTED.includes(place)) continue;
			scene.sandbox.faults.add({ on: { server: 'storage', path }, times: 'forever', fault });
		}
	};
}

const rows: readonly Row[] = [
	{
		name: 'Notion’s storage redirects to another of its own hosts',
		provoke: toAnotherSite(307),
		expect: whole,
	},
	{
		name: 'Notion’s storage redirects to a private address, and private networks are not allowed',
		scene: { places: ['cover', 'icon', 'property', 'rollup', 'block', 'blockIcon'] },
		provoke: toAnotherSite(302),
		credential: () => ({ allowPrivateNetworkDownloads: false }),
		expect: failing('addressNotAllowed'),
		counts: [{ server: 'external', exactly: 0 }],
	},
	{
		name: 'Notion’s storage redirects to file:',
		provoke: spoilHosted(
			{ type: 'status', status: 302, headers: { location: 'file:///etc/passwd' } },
			{ times: 'forever' },
		),
		expect: hostedFailing('badLink'),
	},
];

export const storageRedirects: Table = { title: 'Redirects of Notion’s storage', rows };
