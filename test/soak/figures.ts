/**
 * Prints the figures of one run as a line of JSON, to take limits from.
 *
 * Usage: npm run test:soak:figures
 */
import { measure } from './measure';

async function main(): Promise<void> {
	const begun = Date.now();
	const { figures } = await measure();
	const seconds = Math.round((Date.now() - begun) / 1000);
	console.log(JSON.stringify({ node: process.version, seconds, ...figures }));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
