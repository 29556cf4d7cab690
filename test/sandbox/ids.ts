import { createHash } from 'node:crypto';

/** Hands out UUIDs that are the same in every run and spread over all hex digits, as real ones are. */
export class IdFactory {
	private count = 0;

	constructor(private readonly seed: string) {}

	next(): string {
		this.count += 1;
		return uuidFrom(`${this.seed}:${this.count}`);
	}
}

/** A version 4 shaped UUID that depends on the text alone. */
export function uuidFrom(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex').slice(0, 32).split('');
	hex[12] = '4';
	hex[16] = '89ab'[parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
	return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 32 lower-case hex digits, or undefined where the text is no id: Notion takes dashed and undashed ids of any case. */
export function normalizeId(text: string): string | undefined {
	const hex = text.replace(/-/g, '').toLowerCase();
	return /^[0-9a-f]{32}$/.test(hex) ? hex : undefined;
}
