import { type Case } from '../case';
import { manyFiles } from './manyFiles';
import { manyRows } from './manyRows';
import { checksums } from './checksums';
import { largeFile } from './largeFile';
import { networkSpeed } from './networkSpeed';
import { slowConnections } from './slowConnections';
import { startUp } from './startUp';
import { walk } from './walk';
import { workspace } from './workspace';

/** In the order of the table. */
export const cases: Case[] = [
	...manyFiles,
	...largeFile,
	...networkSpeed,
	...checksums,
	...slowConnections,
	...walk,
	...workspace,
	...manyRows,
	...startUp,
];

export function findCase(key: string): Case {
	const found = cases.find((one) => one.key === key);
	if (found === undefined) throw new Error(`There is no case “${key}”`);
	return found;
}

/** Those that are named: by their key, or all of one letter. */
export function chooseCases(names: string[], all: boolean): Case[] {
	if (names.length === 0) return cases.filter(({ onRequest }) => all || onRequest !== true);
	for (const name of names) {
		if (!cases.some((one) => isMeant(one, name))) throw new Error(`There is no case “${name}”`);
	}
	return cases.filter((one) => names.some((name) => isMeant(one, name)));
}

function isMeant({ key }: Case, name: string): boolean {
	return key === name || key.startsWith(`${name}-`);
}
