import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until there is something to see. */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined | false>,
	{ timeoutMs = 60_000 } = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const seen = await look();
		if (seen !== undefined && seen !== false) return seen;
		if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
		await sleep(200);
	}
}
