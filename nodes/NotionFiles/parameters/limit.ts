import { PASSING_OPERATIONS } from '../lineage/sourceNodes';
import { boolean } from './kinds/choices';
import { wholeNumber } from './kinds/numbers';
import { propertiesOf, type Values } from './Parameter';

const returnAll = boolean({
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	// n8n's own nodes have it off; here it came later than workflows that return everything.
	default: true,
	description: 'Whether to return all results or only up to a given limit',
	displayOptions: { hide: { operation: PASSING_OPERATIONS } },
});

const limit = wholeNumber({
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	hint: 'For each input item. With “Only New Files”, every run returns the next files.',
	displayOptions: { show: { returnAll: [false] }, hide: { operation: PASSING_OPERATIONS } },
});

export const limitParameters = propertiesOf([returnAll, limit]);

/** How many files to return for an item; undefined for all. */
export function readLimit(values: Values): number | undefined {
	return returnAll.read(values) ? undefined : limit.read(values);
}
