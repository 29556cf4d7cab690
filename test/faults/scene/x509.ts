import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What a certificate says (RFC 5280); the issuer's key signs it. */
export interface Claims {
	subject: string;
	/** Whose certificate it is: a private key, of which the public half goes in. */
	key: KeyObject;
	issuer: { name: string; key: KeyObject };
	validFrom: Date;
	validTo: Date;
	extension: Buffer;
}

/** A certificate in PEM. Node reads X.509 but cannot write it, so it is assembled here. */
export function issue({ subject, key, issuer, validFrom, validTo, extension }: Claims): string {
	const toSign = sequence(
		der(0xa0, integer(Buffer.of(2))),
		integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
		ECDSA_WITH_SHA256,
		nameOf(issuer.name),
		sequence(time(validFrom), time(validTo)),
		nameOf(subject),
		createPublicKey(key).export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(extension)),
	);
	const signature = sign('sha256', toSign, issuer.key);
	return pem(sequence(toSign, ECDSA_WITH_SHA256, der(0x03, Buffer.of(0), signature)));
}

/** It may sign others. */
export function ofAuthority(): Buffer {
	return sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.of(0xff)))));
}

/** It is for a host with this name. */
export function forHost(name: string): Buffer {
	return alternativeName(der(0x82, Buffer.from(name)));
}

/** It is for a host at this address. */
export function forAddress(ipv4: string): Buffer {
	return alternativeName(der(0x87, Buffer.from(ipv4.split('.').map(Number))));
}

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));

function alternativeName(name: Buffer): Buffer {
	return sequence(oid('551d11'), der(0x04, sequence(name)));
}

function nameOf(commonName: string): Buffer {
	return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
}

function time(date: Date): Buffer {
	const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
	return der(0x18, Buffer.from(digits));
}

function integer(bytes: Buffer): Buffer {
	return der(0x02, bytes);
}

function oid(hex: string): Buffer {
	return der(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
	return der(0x30, ...parts);
}

/** Tag, length, value: DER has nothing else. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
	const value = Buffer.concat(parts);
	const length =
		value.length < 0x80
			? Buffer.of(value.length)
			: Buffer.of(0x82, value.length >> 8, value.length & 0xff);
	return Buffer.concat([Buffer.of(tag), length, value]);
}

function pem(bytes: Buffer): string {
	const lines = bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
	return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
