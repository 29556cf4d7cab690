import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forHost, issue, ofAuthority } from '../../../faults/scene/x509';
import type { Certificate } from '../../../sandbox';
import { runFolder } from '../../n8n/run';

const NAME = 'Authority of the e2e tests';

const DAY_MS = 86_400_000;

/**
 * The certificate of the authority that vouches for the stand-ins of this run, as a file: n8n trusts it
 * from its start. Test files share no memory, so its key is in the run's folder, too.
 */
export function authorityFile(): string {
	const file = join(runFolder(), 'authority.pem');
	if (!existsSync(file)) {
		const key = newKey();
		writeFileSync(keyFile(), pemOf(key), { mode: 0o600 });
		writeFileSync(file, certificate(NAME, key, key, ofAuthority()));
	}
	return file;
}

export function certificateFor(host: string): Certificate {
	authorityFile();
	const key = newKey();
	const issuer = createPrivateKey(readFileSync(keyFile()));
	return { cert: certificate(host, key, issuer, forHost(host)), key: pemOf(key) };
}

function certificate(subject: string, key: KeyObject, issuer: KeyObject, extension: Buffer) {
	return issue({
		subject,
		key,
		issuer: { name: NAME, key: issuer },
		validFrom: new Date(Date.now() - DAY_MS),
		validTo: new Date(Date.now() + DAY_MS),
		extension,
	});
}

function keyFile(): string {
	return join(runFolder(), 'authority-key.pem');
}

function newKey(): KeyObject {
	return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function pemOf(key: KeyObject): string {
	return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
