import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../n8n/run';
import { authorityFile } from './authority';

/** What n8n needs to take stand-ins for the services whose hosts they answer for (server/leash.cjs). */
export function standInEnvironment(): Record<string, string> {
	return { NODE_EXTRA_CA_CERTS: authorityFile(), NOTION_FILES_STAND_INS: tableFile() };
}

/** From now on, n8n reaches these hosts at the port. */
export function announce(hosts: readonly string[], port: number): void {
	const table = read();
	const taken = hosts.find((host) => host in table);
	if (taken !== undefined) throw new Error(`There is already a stand-in for ${taken}`);
	for (const host of hosts) table[host] = port;
	write(table);
}

/** From now on, these hosts are out of reach. */
export function withdraw(hosts: readonly string[]): void {
	write(Object.fromEntries(Object.entries(read()).filter(([host]) => !hosts.includes(host))));
}

function tableFile(): string {
	return join(runFolder(), 'stand-ins.json');
}

function read(): Record<string, number> {
	if (!existsSync(tableFile())) return {};
	return JSON.parse(readFileSync(tableFile(), 'utf8')) as Record<string, number>;
}

/** At once, as n8n may read it at any time. */
function write(table: Record<string, number>): void {
	const file = `${tableFile()}.new`;
	writeFileSync(file, JSON.stringify(table));
	renameSync(file, tableFile());
}
