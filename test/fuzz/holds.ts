import fc from 'fast-check';

/** What is to hold of anything that comes from outside, in words. */
export type Properties = Readonly<Record<string, fc.IRawProperty<unknown>>>;

/** One test for each of them. */
export function holds(properties: Properties, parameters: fc.Parameters<unknown>): void {
	test.each(Object.entries(properties))('%s', async (_, property) => {
		await fc.assert(property, parameters);
	});
}
