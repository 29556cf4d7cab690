/** Every text that can be reached from a value, keys and hidden fields (stacks, causes) included. */
export function stringsIn(root: unknown): string[] {
	const strings: string[] = [];
	const seen = new Set<unknown>();
	const open: unknown[] = [root];
	while (open.length > 0) {
		const value = open.pop();
		if (typeof value === 'string') strings.push(value);
		if (typeof value !== 'object' || value === null || seen.has(value)) continue;
		seen.add(value);
		if (value instanceof Map || value instanceof Set) open.push(...value);
		for (const key of Reflect.ownKeys(value)) {
			strings.push(String(key));
			// Getters are skipped: they are not data, and some of them do things.
			open.push(Object.getOwnPropertyDescriptor(value, key)?.value);
		}
	}
	return strings;
}
