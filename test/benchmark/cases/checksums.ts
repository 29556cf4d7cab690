import { type Case } from '../case';
import { inNode, ours } from '../contenders/inNode';
import { speedOf, timesOf } from '../report/targets';
import { PART } from './reasons';
import { pageOfFiles, type Files } from './scenes';

const BYTES = 1.5 * 1024 ** 3;

const SUMMED = 'our node';
const UNSUMMED = 'our node, without a checksum';
const ALONE = 'the checksum alone, in pieces of 256 KiB';

const parameters = { operation: 'getPropertyFiles' };

const checksumCase: Pick<Case, 'build' | 'contenders' | 'lessBecause'> = {
	build(sandbox) {
		const file: Files = { count: 1, bytes: BYTES, in: 'property' };
		const { ids: unsummed } = pageOfFiles(sandbox, { ...file, checksum: 'none' });
		return { ...pageOfFiles(sandbox, file), unsummed };
	},
	contenders: [
		ours(SUMMED, parameters),
		inNode(ALONE, 'checksum', undefined),
		ours(UNSUMMED, parameters, { of: 'unsummed' }),
	],
	lessBecause: { [ALONE]: PART },
};

const cheap = timesOf('within 1.1 of none', [SUMMED, UNSUMMED], { atMost: 1.1 });

/** S3 sends a checksum of every object it has computed one for, and every byte of it is verified. */
export const checksums: Case[] = [
	{
		...checksumCase,
		key: 'crc',
		title: 'One file of 1.5 GiB, with the CRC-64 that S3 computes by itself',
		targets: [cheap, speedOf('at least 1 GiB/s', ALONE, BYTES, 1)],
	},
	{
		...checksumCase,
		key: 'crc-plain',
		title: 'The same without TLS',
		overHttp: true,
		targets: [cheap],
	},
];
