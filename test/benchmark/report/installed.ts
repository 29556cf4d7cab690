import { statSync } from 'node:fs';
import { bytesIn, installedIn } from '../../tools/packed/dependencies';
import { withInstalled } from '../../tools/packed/withInstalled';
import { type Row } from './rows';

/** What an installation puts on everybody's server. */
export async function installedRows(key: string): Promise<Row[]> {
	return await withInstalled(async ({ tarball, installed }) => {
		const others = installedIn(installed);
		const names = others.map(({ name }) => name).sort();
		const bytes = others.reduce((sum, { folder }) => sum + bytesIn(folder), 0);
		return [
			[key, 'the package, as npm packs it', '', megabytes(statSync(tarball).size)],
			[key, 'the package, installed', '1', megabytes(bytesIn(installed))],
			[key, `what comes with it: ${names.join(', ')}`, String(others.length), megabytes(bytes)],
		];
	});
}

function megabytes(bytes: number): string {
	return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
