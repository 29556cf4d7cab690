interface LeftOut {
	/** In test/integration. */
	file: string;
	/** The first n8n-workflow on which it can be run; without one, it is on none. */
	since?: string;
	reason: string;
}

const table: readonly LeftOut[] = [
	{
		file: 'egressFilter.test.ts',
		since: '2.40',
		reason:
			'n8n-core makes n8n’s own egress filter since 2.40; before, n8n’s server hands one in, or none',
	},
];

/** The test files that are not run on a version of n8n-workflow. */
export function leftOutOn(version: string): readonly LeftOut[] {
	return table.filter(({ since }) => since === undefined || isBefore(version, since));
}

function isBefore(version: string, since: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
	return major < sinceMajor || (major === sinceMajor && minor < sinceMinor);
}
