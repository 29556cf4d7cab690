import { appendFileSync } from 'node:fs';
import { LIMITS } from './limits';

/** Holds a measured figure against its limit, and records it in the file that `SOAK_FIGURES` names. */
export function expectWithinLimit(name: keyof typeof LIMITS, value: number): void {
	const file = process.env.SOAK_FIGURES;
	if (file) appendFileSync(file, `${JSON.stringify({ name, value, node: process.version })}\n`);
	expect(value).toBeLessThanOrEqual(LIMITS[name].limit);
}
