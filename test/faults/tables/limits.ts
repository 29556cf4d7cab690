import { gzipSync } from 'node:zlib';
import type { Expectation, Row, Table } from '../row';
import { welcomes } from '../scene/welcomes';
import { LARGE } from '../scene/newFile';
import { spoil } from '../scene/spoil';
import { FEW } from '../scene/places';

const ONE_MB = { maximumSize: 1 };

const leftOut: Expectation = { files: 'missing' };

const externalLeftOut: Expectation = { files: 'whole', at: { external: 'missing' } };

const rows: readonly Row[] = [
	{
		name: 'Files are larger than the Maximum Size, as announced',
		scene: { size: LARGE, places: FEW },
		provoke: () => {},
		filters: ONE_MB,
		expect: leftOut,
		hints: [new RegExp(`^Skipped ${FEW.length} files larger than the “Maximum Size”`)],
	},
	{
		name: 'Files turn out to be larger than the Maximum Size during the download (chunked)',
		scene: { size: LARGE, places: FEW },
		provoke: spoil({ type: 'chunked' }, { times: 'forever' }),
		filters: ONE_MB,
		expect: leftOut,
		hints: [new RegExp(`^Skipped ${FEW.length} files larger than the “Maximum Size”`)],
	},
	{
		name: 'A body never ends: the download stops at the Maximum Size',
		scene: { doors: true, places: FEW },
		provoke: ({ doors }) => doors?.external.welcome(Infinity, welcomes.endlessBody),
		filters: ONE_MB,
		expect: externalLeftOut,
		hints: [/^Skipped 1 file larger than the “Maximum Size”/],
	},
	{
		name: 'A few bytes inflate to 16 MB (gzip without being asked): the download stops at the Maximum Size',
		scene: { places: FEW },
		provoke: (scene) => {
			const content = gzipSync(Buffer.alloc(16 * 1024 * 1024));
			const headers = { 'content-encoding': 'gzip', 'content-type': 'application/pdf' };
			scene.sandbox.external.serve(scene.file('external').path, { content, headers });
		},
		filters: ONE_MB,
		expect: externalLeftOut,
		hints: [/^Skipped 1 file larger than the “Maximum Size”/],
	},
	{
		name: 'A host sends an endless body, one byte at a time, until the Maximum Size',
		scene: { doors: true, places: FEW },
		provoke: ({ doors }) => doors?.external.welcome(Infinity, welcomes.trickle),
		filters: { maximumSize: 0.005 },
		options: { stallTimeout: 1 },
		expect: leftOut,
		hints: [new RegExp(`^Skipped ${FEW.length} files larger than the “Maximum Size”`)],
	},
];

export const limits: Table = { title: 'Bodies that are too large', rows };
