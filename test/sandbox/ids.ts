import { hash } from 'node:crypto';

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
	const hex = hash('sha256', text);
	const part = (from: number, to: number) => hex.slice(from, to);
	const variant = '89ab'[parseInt(part(16, 17), 16) % 4];
	return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-${variant}${part(17, 20)}-${part(20, 32)}`;
}

/** 32 lower-case hex digits, or undefined where the text is no id: Notion takes dashed and undashed ids of any case. */
export function normalizeId(text: string): string | undefined {
	const hex = text.replace(/-/g, '').toLowerCase();
	return /^[0-9a-f]{32}$/.test(hex) ? hex : undefined;
}
