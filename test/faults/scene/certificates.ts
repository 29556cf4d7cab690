import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Certificate } from '../../sandbox';
import { forAddress, forHost, issue, ofAuthority, type Claims } from './x509';

/** What a server presents; nobody should accept any but the first. */
export type CertificateKind =
	'good' | 'selfSigned' | 'unknownAuthority' | 'expired' | 'notYetValid' | 'otherHost';

interface Authority {
	name: string;
	key: KeyObject;
}

const DAY_MS = 86_400_000;

/** The one that tests trust. New in every process, so the repository contains no key. */
const authority: Authority = { name: 'Authority of the tests', key: newKey() };

export function authorityCertificate(): string {
	return issue({
		subject: authority.name,
		key: authority.key,
		issuer: authority,
		validFrom: inDays(-30),
		validTo: inDays(30),
		extension: ofAuthority(),
	});
}

/** For a server at this address. */
export function certificateFor(address: string, kind: CertificateKind): Certificate {
	const key = newKey();
	const claims: Claims = {
		subject: 'A file host',
		key,
		issuer: authority,
		validFrom: inDays(-20),
		validTo: inDays(20),
		extension: forAddress(address),
	};
	const cert = issue({ ...claims, ...whatIsWrong(kind, claims) });
	return { cert, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function whatIsWrong(kind: CertificateKind, { subject, key }: Claims): Partial<Claims> {
	switch (kind) {
		case 'good':
			return {};
		case 'selfSigned':
			return { issuer: { name: subject, key } };
		case 'unknownAuthority':
			return { issuer: { name: 'Authority of nobody', key: newKey() } };
		case 'expired':
			return { validTo: inDays(-1) };
		case 'notYetValid':
			return { validFrom: inDays(1) };
		case 'otherHost':
			return { extension: forHost('files.example.com') };
	}
}

function inDays(days: number): Date {
	return new Date(Date.now() + days * DAY_MS);
}

function newKey(): KeyObject {
	return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}
