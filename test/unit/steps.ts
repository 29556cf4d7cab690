import { Session, type Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

// Optimized code has functions inlined, and those are not counted.
setFlagsFromString('--max-optimized-bytecode-size=0');

// For blocks that are compiled before this, V8 has no counters: to be imported before what is counted.
const session = new Session();
session.connect();
const post = (method: string, parameters?: object): void => session.post(method, parameters);
post('Profiler.enable');
post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

afterAll(() => {
	post('Profiler.stopPreciseCoverage');
	session.disconnect();
	setFlagsFromString(`--max-optimized-bytecode-size=${60 * 1024}`);
});

/**
 * How often blocks of this package's code are entered: the turns of loops, the calls of functions, the
 * branches taken. The same on every machine, unlike time. What one call of a built-in function does (a
 * regular expression, `normalize`) is one step: `test/soak/longTexts.soak.ts` measures it.
 */
export function stepsOf(action: () => void): number {
	// Each reading sets the counters to zero.
	entered();
	action();
	return entered();
}

function entered(): number {
	let steps = 0;
	session.post('Profiler.takePreciseCoverage', (error, { result }) => {
		if (error) throw error;
		for (const { functions } of result.filter(isOurs))
			for (const { ranges } of functions) for (const { count } of ranges) steps += count;
	});
	return steps;
}

function isOurs({ url }: Profiler.ScriptCoverage): boolean {
	return url.replaceAll('\\', '/').includes('/nodes/NotionFiles/');
}
