import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issue, ofAuthority } from '../faults/scene/x509';
import type { Certificate } from '../sandbox';

const DAY_MS = 86_400_000;

/** Vouches for the servers of one run; new in every process, so no key lies in the repository. */
export class Authority {
	/** With the certificate that those who come are to trust. */
	readonly file: string;

	private readonly issuer = { name: 'Authority of the benchmark', key: newKey() };

	private readonly days = {
		issuer: this.issuer,
		validFrom: new Date(Date.now() - DAY_MS),
		validTo: new Date(Date.now() + DAY_MS),
	};

	constructor() {
		const { name: subject, key } = this.issuer;
		this.file = keep(issue({ ...this.days, subject, key, extension: ofAuthority() }));
	}

	/** @param extension says for whom (`forHost`, `forAddress`) */
	certificateFor(subject: string, extension: Buffer): Certificate {
		const key = newKey();
		return {
			cert: issue({ ...this.days, subject, key, extension }),
			key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
		};
	}
}

/** In a file, as Node.js wants it before it starts; as long as this process lives. */
function keep(certificate: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'notion-files-bench-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const file = join(folder, 'authority.pem');
	writeFileSync(file, certificate);
	return file;
}

function newKey() {
	return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}
